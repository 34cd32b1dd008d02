// "Connection details" as lines of words: what the dialog shows and what is copied into a report. Never a
// token, a code, a link, the name of a room or anything that was said. Pure.
#pragma once

#include "client/session.h"
#include "ui/hosting.h"

#include <QList>
#include <QString>

namespace courtyard {

struct ReportLine {
    QString label; // empty: the value stands for itself
    QString value;
};
struct ReportSection {
    QString title;
    QList<ReportLine> lines;
};
using ConnectionReport = QList<ReportSection>;

/// `hosting`: nullptr where this computer does not host.
ConnectionReport connectionReport(const Session &session, const HostingView *hosting);
/// For the clipboard.
QString asText(const ConnectionReport &report);

} // namespace courtyard
