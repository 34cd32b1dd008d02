// How a host is doing, in numbers, at one moment: what /metrics and the page "Connection details" tell.
// Counted from the start of the host. A value; any thread. Nothing in it names a person or holds what one
// wrote.
#pragma once

#include <QList>
#include <QString>

namespace courtyard {

struct HostFigures {
    struct Reason {
        QString name; // a fixed English word
        quint64 count = 0;
    };
    struct CommitClass {
        int atMostMs = 0; // 0: longer than all others
        quint64 count = 0; // of this class alone
    };

    qint64 startedAt = 0; // wall clock ms
    qint64 uptimeMs = 0;
    qint64 memoryBytes = 0; // resident, of the whole process; 0: the system does not tell

    int people = 0; // members that are connected, each once
    int members = 0; // open WebSockets of members
    int greeting = 0; // WebSockets without a welcome so far
    int http = 0; // connections that are no WebSocket, or not yet
    int strangers = 0; // sockets that nobody has vouched for

    quint64 accepted = 0; // connections
    quint64 framesIn = 0, framesOut = 0; // of WebSockets
    quint64 bytesIn = 0, bytesOut = 0;
    quint64 pauses = 0; // how often somebody who sent too fast was made to wait
    qint64 queuedBytes = 0; // waiting to be sent
    qint64 largestQueueBytes = 0; // of them, to one receiver
    QList<Reason> cuts; // connections that the host ended, by why
    QList<Reason> refused; // those that never became a WebSocket or got what they asked for

    quint64 eventsAppended = 0; // log entries on disk
    quint64 storeWaiting = 0; // appends that were asked for and are not settled
    quint64 commits = 0; // transactions
    quint64 commitMicroseconds = 0; // of all of them together
    quint64 syncMicroseconds = 0; // of them, waiting for the disk
    quint64 longestCommitMicroseconds = 0;
    QList<CommitClass> commitTimes; // shortest first
    QList<Reason> storeRefused; // appends that could not be stored, by what stood in the way
    QString storeFault; // what stands in the way now, by the same names; "none"
    QString storeIntegrity; // of the file: "unchecked", "checking", "whole", "damaged"

    int ticketsWaiting = 0, ticketsClaimed = 0; // of the help desk

    int uploads = 0, downloads = 0; // under way
    quint64 fileBytesIn = 0, fileBytesOut = 0; // of files alone
    quint64 filesPublished = 0;
    quint64 uploadsRefused = 0, downloadsRefused = 0, downloadsStalled = 0;
    qint64 filesStoredBytes = 0; // on disk, published

    double meanCommitMs() const
    {
        return commits == 0 ? 0 : double(commitMicroseconds) / double(commits) / 1000;
    }
};

} // namespace courtyard
