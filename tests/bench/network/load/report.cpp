#include "report.h"

#include <array>
#include <cstdio>

namespace courtyard::bench {

namespace {

double per(double amount, double count)
{
    return count > 0 ? amount / count : 0;
}

std::string written(double value)
{
    std::array<char, 40> digits{};
    std::snprintf(digits.data(), digits.size(), "%.4f", value);
    return digits.data();
}

double secondsBetween(const Sample &from, const Sample &to)
{
    return double(to.time - from.time) / 1e9;
}

int64_t lostIn(const Traffic &traffic)
{
    return int64_t(traffic.expected()) - int64_t(traffic.tally().deliveries);
}

// What was put off comes after its successors: then only the room's own numbers tell what is missing.
uint64_t gapsIn(const Run &run)
{
    const Tally &tally = run.traffic().tally();
    return tally.missedSeq + (run.putOff() > 0 ? 0 : tally.missed);
}

uint64_t doublesIn(const Run &run)
{
    return run.traffic().tally().doubled + run.traffic().tally().doubledSeq;
}

} // namespace

void Report::addArrival(const Run &run, const Sample &begin, const Sample &in, const Sample &settled)
{
    const double total = double(run.total());
    add("time_in_s", secondsBetween(begin, in));
    add("cpu_us_per_connection", per(settled.server.microseconds - begin.server.microseconds, total));
    add("kib_per_connection", per(double(settled.server.residentKib - begin.server.residentKib), total));
    addCount("resident_kib", settled.server.residentKib);
}

void Report::addIdle(const Sample &from, const Sample &to)
{
    add("idle_cpu_us_per_s",
        per(to.server.microseconds - from.server.microseconds, secondsBetween(from, to)));
}

void Report::addTraffic(const Traffic &traffic, const Sample &from, const Sample &to)
{
    const double seconds = secondsBetween(from, to);
    const auto deliveries = double(to.tally.deliveries - from.tally.deliveries);
    add("deliveries_per_s", per(deliveries, seconds));
    add("messages_per_s", per(double(to.tally.complete - from.tally.complete), seconds));
    add("cpu_us_per_delivery", per(to.server.microseconds - from.server.microseconds, deliveries));
    add("cpu_share", per(to.server.microseconds - from.server.microseconds, seconds * 1e6));
    add("generator_share", per(to.ownMicroseconds - from.ownMicroseconds, seconds * 1e6));
    addThreads(from, to, deliveries);
    addTimes("delivered", traffic.deliveryTimes());
    if (traffic.confirmationTimes().count() > 0)
        addTimes("ok", traffic.confirmationTimes());
}

void Report::addThreads(const Sample &from, const Sample &to, double deliveries)
{
    std::string threads;
    for (const auto &[name, microseconds] : to.server.byThread) {
        const auto before = from.server.byThread.find(name);
        const double used = microseconds - (before == from.server.byThread.end() ? 0 : before->second);
        threads += (threads.empty() ? "\"" : ", \"") + name + "\": " + written(per(used, deliveries));
    }
    addText("cpu_us_per_delivery_by_thread", "{" + threads + "}");
}

void Report::addTimes(const std::string &name, const Histogram &times)
{
    add(name + "_p50_us", double(times.quantile(0.5)) / 1e3);
    add(name + "_p99_us", double(times.quantile(0.99)) / 1e3);
    add(name + "_max_us", double(times.largest()) / 1e3);
}

void Report::addBooks(const Run &run)
{
    const Tally &tally = run.traffic().tally();
    addCount("connections", int64_t(run.total()));
    addCount("failed", int64_t(run.failed()));
    addCount("cut", int64_t(run.cut()));
    addCount("sent", int64_t(tally.sent));
    addCount("lost", lostIn(run.traffic()));
    addCount("doubled", int64_t(doublesIn(run)));
    addCount("gaps", int64_t(gapsIn(run)));
    addCount("refused", int64_t(tally.refused));
    addCount("nonsense", int64_t(tally.nonsense));
    addCount("put_off", int64_t(run.putOff()));
    addCount("confirmed", int64_t(tally.confirmed));
    addCount("presence", int64_t(tally.presence));
    addText("clean", isClean(run) ? "true" : "false");
}

bool Report::isClean(const Run &run)
{
    const Tally &tally = run.traffic().tally();
    return run.ready() == run.total() && lostIn(run.traffic()) == 0
        && doublesIn(run) + gapsIn(run) + tally.refused + tally.nonsense == 0 && run.traffic().isSettled();
}

void Report::add(const std::string &name, double value)
{
    addText(name, written(value));
}

void Report::addCount(const std::string &name, int64_t value)
{
    addText(name, std::to_string(value));
}

void Report::addText(const std::string &name, const std::string &json)
{
    m_json += (m_json.size() > 1 ? ", \"" : "\"") + name + "\": " + json;
}

} // namespace courtyard::bench
