// How the help desk does: waiting and handling times of a topic by day, as a plot and as a table, and all of
// it as a file. Part of HelpDeskDialog.
#pragma once

#include "client/session.h"

#include <QDate>
#include <QWidget>

class QLabel;
class QTableWidget;
class QPushButton;

namespace courtyard {

class Chooser;
class FiguresPlot;
class Theme;

class FiguresPage final : public QWidget {
    Q_OBJECT
public:
    FiguresPage(Session &session, const Theme &theme, QWidget *parent = nullptr);

private:
    void makeTable();
    void ask();
    void take(const QList<DeskDay> &days);
    void showTopic();
    void chooseFile();
    void save(const QString &path);
    void say(const QString &text);

    Session &m_session;
    QList<DeskDay> m_days;
    QDate m_first, m_last;
    Chooser *m_span;
    Chooser *m_topic;
    FiguresPlot *m_plot;
    QTableWidget *m_table = nullptr;
    QPushButton *m_export;
    QLabel *m_said;
};

} // namespace courtyard
