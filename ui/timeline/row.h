// One row of a TimelineModel as a value: what a bubble is laid out from.
#pragma once

#include "client/timelinemodel.h"

namespace courtyard {

struct Row {
    TimelineModel::RowKind kind = TimelineModel::RowKind::Message;
    qint64 id = 0; // StableIdRole
    int revision = 0;
    qint64 seq = 0;
    QString key, from, name, text, time;
    bool mine = false, continues = false, edited = false, deleted = false;
    qint64 reply = 0;
    QString replyName, replyText;
    QList<ReactionView> reactions;
    QList<FileInfo> files;
    TimelineModel::Delivery delivery = TimelineModel::Delivery::Stored;
    QString problem;

    static Row of(const QModelIndex &index);
    bool isMessage() const
    {
        return kind == TimelineModel::RowKind::Message || kind == TimelineModel::RowKind::Pending;
    }
    bool canBeRepliedTo() const { return kind == TimelineModel::RowKind::Message && seq > 0 && !deleted; }
    bool isRefused() const
    {
        return kind == TimelineModel::RowKind::Pending && delivery == TimelineModel::Delivery::Refused;
    }
    bool isWaiting() const
    {
        return kind == TimelineModel::RowKind::Pending && delivery == TimelineModel::Delivery::Waiting;
    }
};

} // namespace courtyard
