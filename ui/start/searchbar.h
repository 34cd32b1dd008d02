// "Search this network": the button, how far the search is, and what came of it. GUI thread.
#pragma once

#include <QWidget>

class QLabel;
class QProgressBar;
class QPushButton;

namespace courtyard {

class HostSearch;

class SearchBar final : public QWidget {
    Q_OBJECT
public:
    explicit SearchBar(QWidget *parent = nullptr);
    /// `search` outlives the bar.
    void follow(const HostSearch &search);

Q_SIGNALS:
    void startWanted();
    void stopWanted();

private:
    void refresh();
    QString outcome() const;

    const HostSearch *m_search = nullptr;
    bool m_searched = false; // since it is shown
    QPushButton *m_start;
    QLabel *m_text;
    QProgressBar *m_progress;
    QPushButton *m_stop;
};

} // namespace courtyard
