// What a desktop would show, kept for a test.
#pragma once

#include "ui/attention/notifier.h"

#include <QList>

namespace courtyard::test {

class FakeNotifier final : public Notifier {
    Q_OBJECT
public:
    QList<Notice> shown;
    bool stands = false; // the last one
    int rings = 0; // beside those of notices

    void show(const Notice &notice) override
    {
        shown.append(notice);
        stands = true;
    }
    void withdraw() override { stands = false; }
    void ring() override { ++rings; }
};

} // namespace courtyard::test
