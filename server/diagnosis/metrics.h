// What GET /metrics answers. Pure; any thread.
#pragma once

#include "server/diagnosis/figures.h"

#include <QByteArray>

namespace courtyard {

/// In the text format of Prometheus; README.md here lists the names.
QByteArray metricsText(const HostFigures &figures);

} // namespace courtyard
