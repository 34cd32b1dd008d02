"""Members of one room."""


def measure(lab, costs):
    for size in lab.sizes(1000, 3000, 10000):
        with lab.host() as host:
            row = lab.load(host, members=size, rooms=1, senders=1, window=1, nap=50, in_flight=256, patience=120)

        def tell(what, value, unit, most=0.0):
            costs.tell("members", size, what, value, unit, most)

        tell("a member joins: CPU", row["cpu_us_per_connection"], "µs")
        tell("all join: time", row["time_in_s"], "s", 1)
        tell("a member: memory", row["kib_per_connection"], "KiB")
        tell("a delivery: CPU", row["cpu_us_per_delivery"], "µs")
        tell("a message reaches all: median", row["delivered_p50_us"] / 1000, "ms", 1)
