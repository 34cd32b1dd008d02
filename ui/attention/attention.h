// What calls a person who looks elsewhere: the window's mark in the task bar, a sound, and words on the
// desktop. For a question at a help desk where one answers, a message to oneself (direct, by name, or in a
// conversation that one has), and the end of a large transfer. What comes close together is said as one, and
// taken back when it was seen, here or on another device. Beside the MainWindow, which it brings to the
// front; must go before it. GUI thread.
#pragma once

#include "client/session.h"
#include "ui/attention/notifier.h"

#include <QList>
#include <QTimer>

#include <chrono>

namespace courtyard {

class MainWindow;
struct Transfer;

struct AttentionTiming {
    std::chrono::milliseconds gather{250}; // ten who come at once are one notice
    std::chrono::milliseconds pause{2000}; // between two sounds
};

class Attention final : public QObject {
    Q_OBJECT
public:
    Attention(Session &session, MainWindow &window, std::unique_ptr<Notifier> notifier,
              const AttentionTiming &timing = {});

private:
    enum class About { Question, Room, Conversation, Note, Transfer };
    struct News {
        About about;
        RoomId room; // to be shown; empty: none
        QString title;
        QString text;
    };
    void heard(const RoomId &room, const Event &event);
    void asked(const RoomId &room);
    void transferred(const Transfer &transfer);
    void mark();
    void add(const News &news);
    void sound();
    void tell();
    Notice notice() const;
    bool isInFront() const;
    bool isStillNews(const News &news) const;
    void check();
    void checkSoon();
    void windowChanged();
    void open();
    void forgetAll();

    Session &m_session;
    MainWindow &m_window;
    const std::unique_ptr<Notifier> m_notifier;
    const AttentionTiming m_timing;
    QList<News> m_news; // that were not seen yet, oldest first
    QTimer m_tell;
    QTimer m_pause;
    QTimer m_check;
    bool m_fresh = false; // some of it was not told yet
    bool m_ring = false; // as well
};

} // namespace courtyard
