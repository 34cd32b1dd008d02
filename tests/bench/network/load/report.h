// What a run has shown, as one JSON object. Names say the unit; README.md says what they mean.
#pragma once

#include "run.h"

#include <string>

namespace courtyard::bench {

class Report {
public:
    void addArrival(const Run &run, const Sample &begin, const Sample &in, const Sample &settled);
    void addIdle(const Sample &from, const Sample &to);
    void addTraffic(const Traffic &traffic, const Sample &from, const Sample &to);
    void addBooks(const Run &run);
    std::string json() const { return m_json + "}"; }

    // Everybody came in and stayed, and nothing was lost, doubled or refused.
    static bool isClean(const Run &run);

private:
    void add(const std::string &name, double value);
    void addCount(const std::string &name, int64_t value);
    void addText(const std::string &name, const std::string &json);
    void addTimes(const std::string &name, const Histogram &times);
    void addThreads(const Sample &from, const Sample &to, double deliveries);

    std::string m_json = "{";
};

} // namespace courtyard::bench
