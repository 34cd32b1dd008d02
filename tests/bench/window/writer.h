// Speaks in a room over a socket of its own, as fast as the host takes it or at a steady rate. Each eleventh
// thing is a reaction to the one before. As old as the program; its thread.
#pragma once

#include <QSet>
#include <QTimer>
#include <QWebSocket>

namespace courtyard::bench {

struct Task {
    quint16 port = 0;
    QString room; // "lobby", or the name of a room, which is made where it is not there
    qint64 count = 0;
    int rate = 0; // a second; 0: as fast as the host takes it
};

class Writer final : public QObject {
    Q_OBJECT
public:
    explicit Writer(const Task &task);

Q_SIGNALS:
    /// All of it is stored; `head` is the newest number of the room.
    void done(qint64 head);

private:
    void heard(const QString &text);
    void enter(const QJsonObject &welcome);
    void joined(const QString &room);
    void sayWhatMay();
    void sayOne();
    void ask(const QString &type, QJsonObject request);

    const Task m_task;
    QWebSocket m_socket;
    QString m_room; // its id
    QTimer m_ticks;
    qint64 m_begun = 0; // steady ms
    qint64 m_said = 0, m_stored = 0, m_last = 0;
    qint64 m_message = 0; // the newest that may be reacted to
    QSet<qint64> m_reactions; // requests that are under way
    qint64 m_id = 0;
};

} // namespace courtyard::bench
