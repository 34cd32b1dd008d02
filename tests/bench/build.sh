# shellcheck shell=bash
# Builds the release and what measures it, in build/release. Sourced by tests/bench/run and tests/bench/growth/run, at the top
# of the source tree.
# shellcheck source-path=SCRIPTDIR source=../../packaging/prerequisites.sh
source packaging/prerequisites.sh

build_benchmarks() {
    install_build_packages
    has_node || { say_what_tests_need; return 2; }
    install_node_modules "$PWD/tests/bench/network/peers"
    cmake --preset release -DCOURTYARD_BENCHMARKS=ON </dev/null >&2
    cmake --build --preset release --target courtyard courtyard_bench_load courtyard_bench_floor </dev/null >&2
}
