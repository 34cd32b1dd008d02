// What tests of Session share: short times, and what a timeline says.
#pragma once

#include "client/session.h"
#include "client/timelinemodel.h"

#include <QAbstractItemModel>

namespace courtyard::test {

inline SessionConfig sessionConfig(const QString &folder)
{
    using namespace std::chrono_literals;
    SessionConfig config;
    config.dataFolder = folder;
    config.client = QStringLiteral("courtyard-test/1");
    config.timing.firstRetry = 20ms;
    config.timing.lastRetry = 200ms;
    config.timing.resend = 50ms;
    config.timing.read = 50ms;
    config.jitterSeed = 7;
    return config;
}

inline JoinRequest joinRequest(quint16 port, const QString &name = QStringLiteral("Amina"))
{
    JoinRequest request;
    request.invitation.host = QStringLiteral("127.0.0.1");
    request.invitation.port = port;
    request.name = name;
    return request;
}

/// The texts of messages, in their order; those that wait carry an ellipsis, refused ones an exclamation
/// mark.
inline QStringList textsOf(const TimelineModel *model)
{
    QStringList texts;
    for (int row = 0; row < model->rowCount(); ++row) {
        const QModelIndex index = model->index(row);
        const auto kind = TimelineModel::RowKind(index.data(TimelineModel::RowKindRole).toInt());
        const QString text = index.data(TimelineModel::TextRole).toString();
        const auto delivery = TimelineModel::Delivery(index.data(TimelineModel::DeliveryRole).toInt());
        if (kind == TimelineModel::RowKind::Message)
            texts.append(text);
        else if (kind == TimelineModel::RowKind::Pending)
            texts.append(
                text
                + (delivery == TimelineModel::Delivery::Refused ? QStringLiteral("!") : QStringLiteral("…")));
    }
    return texts;
}

inline QString keyOf(const TimelineModel *model, int row)
{
    return model->index(row).data(TimelineModel::KeyRole).toString();
}

} // namespace courtyard::test
