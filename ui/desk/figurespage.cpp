#include "ui/desk/figurespage.h"

#include "client/desk/helpdesk.h"
#include "ui/desk/figurescsv.h"
#include "ui/desk/figuresplot.h"
#include "ui/people/times.h"
#include "ui/theme/theme.h"
#include "ui/widgets/chooser.h"
#include "ui/widgets/controls.h"

#include <QBoxLayout>
#include <QDateTime>
#include <QFileDialog>
#include <QHeaderView>
#include <QLabel>
#include <QLocale>
#include <QPointer>
#include <QPushButton>
#include <QSaveFile>
#include <QTableWidget>

namespace courtyard {

FiguresPage::FiguresPage(Session &session, const Theme &theme, QWidget *parent)
    : QWidget(parent), m_session(session), m_span(new Chooser), m_topic(new Chooser),
      m_plot(new FiguresPlot(theme))
{
    m_span->setObjectName(QStringLiteral("figuresSpan"));
    m_span->setAccessibleName(tr("Time"));
    for (const int days : {7, 30, 90})
        m_span->addItem(tr("The last %n days", nullptr, days), days);
    m_topic->setObjectName(QStringLiteral("figuresTopic"));
    m_topic->setAccessibleName(tr("Topic"));
    m_export = makeButton(tr("Save as a table…"), "exportFigures");
    m_said = makeLabel(QString(), "dim");
    m_said->setObjectName(QStringLiteral("figuresSaid"));
    m_said->setWordWrap(true);
    makeTable();
    auto *top = new QHBoxLayout;
    top->addWidget(m_topic, 1);
    top->addWidget(m_span, 1);
    auto *bottom = new QHBoxLayout;
    bottom->addWidget(m_said, 1);
    bottom->addWidget(m_export);
    auto *layout = new QVBoxLayout(this);
    layout->setSpacing(10);
    layout->addLayout(top);
    layout->addWidget(m_plot);
    layout->addWidget(m_table, 1);
    layout->addLayout(bottom);
    connect(m_span, &Chooser::currentIndexChanged, this, &FiguresPage::ask);
    connect(m_topic, &Chooser::currentIndexChanged, this, &FiguresPage::showTopic);
    connect(m_export, &QPushButton::clicked, this, &FiguresPage::chooseFile);
    ask();
}

void FiguresPage::makeTable()
{
    const QStringList headings{
        tr("Day"),           tr("Questions"),     tr("Closed"),         tr("Opened again"),
        tr("Waited (half)"), tr("Waited (90 %)"), tr("Waited at most"), tr("Handled (half)"),
        tr("Handled (90 %)")};
    m_table = new QTableWidget(0, int(headings.size()));
    m_table->setObjectName(QStringLiteral("figuresTable"));
    m_table->setAccessibleName(tr("Figures by day"));
    m_table->setHorizontalHeaderLabels(headings);
    m_table->verticalHeader()->hide();
    m_table->horizontalHeader()->setHighlightSections(false);
    m_table->setEditTriggers(QTableWidget::NoEditTriggers);
    m_table->setSelectionBehavior(QTableWidget::SelectRows);
    m_table->setShowGrid(false);
    m_table->setTabKeyNavigation(false);
}

/// Whole days of this computer; the host counts by its own.
void FiguresPage::ask()
{
    m_last = QDateTime::fromMSecsSinceEpoch(m_session.hostTime()).date();
    m_first = m_last.addDays(1 - m_span->currentData().toInt());
    m_export->setEnabled(false);
    m_session.helpDesk()->askFigures(
        m_first.startOfDay().toMSecsSinceEpoch(), m_last.endOfDay().toMSecsSinceEpoch(),
        [this, self = QPointer(this), first = m_first](const QList<DeskDay> &days, const auto &problem) {
            if (!self || first != m_first)
                return;
            if (problem)
                say(problem->text);
            else
                take(days);
        });
}

void FiguresPage::take(const QList<DeskDay> &days)
{
    m_days = days;
    m_export->setEnabled(!days.isEmpty());
    const QString before = m_topic->currentText();
    QStringList topics;
    for (const RoomInfo &topic : m_session.helpDesk()->topics())
        topics.append(topic.name);
    for (const DeskDay &day : days) { // also those that are closed
        if (!topics.contains(day.desk))
            topics.append(day.desk);
    }
    {
        const QSignalBlocker quiet(m_topic);
        m_topic->clear();
        m_topic->addItems(topics);
        m_topic->setCurrentIndex(std::max(0, m_topic->findText(before)));
    }
    m_topic->setVisible(!topics.isEmpty());
    say(topics.isEmpty() ? tr("There is no help desk yet.")
            : days.isEmpty()
            ? tr("Nothing was counted in this time.")
            : tr("Half of all waited no longer than “half”; nine of ten no longer than “90 %”."));
    showTopic();
}

void FiguresPage::showTopic()
{
    QList<DeskDay> shown = m_days;
    shown.removeIf([this](const DeskDay &day) { return day.desk != m_topic->currentText(); });
    m_plot->showDays(shown, m_first, m_last);
    m_table->setRowCount(int(shown.size()));
    const QLocale here;
    const auto span = [](qint64 ms) { return ms > 0 ? roughSpanWords(ms) : QStringLiteral("–"); };
    for (int row = 0; row < shown.size(); ++row) {
        const DeskDay &day = shown[row];
        const QDate date = QDate::fromString(day.day, Qt::ISODate);
        const QStringList cells{here.toString(date, QLocale::ShortFormat),
                                here.toString(day.opened),
                                here.toString(day.resolved),
                                here.toString(day.reopened),
                                span(day.waitedMedian),
                                span(day.waitedP90),
                                span(day.waitedMost),
                                span(day.handledMedian),
                                span(day.handledP90)};
        for (int column = 0; column < cells.size(); ++column)
            m_table->setItem(row, column, new QTableWidgetItem(cells[column]));
    }
    m_table->resizeColumnsToContents();
}

void FiguresPage::chooseFile()
{
    auto *dialog = new QFileDialog(this, tr("Save the figures"));
    dialog->setObjectName(QStringLiteral("figuresFile"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setNameFilter(tr("Table (*.csv)"));
    dialog->setDefaultSuffix(QStringLiteral("csv"));
    dialog->selectFile(QStringLiteral("help-desk-%1.csv").arg(m_last.toString(Qt::ISODate)));
    connect(dialog, &QFileDialog::fileSelected, this, &FiguresPage::save);
    dialog->open();
}

void FiguresPage::save(const QString &path)
{
    QSaveFile file(path);
    const QByteArray table = figuresCsv(m_days);
    const bool good = file.open(QIODevice::WriteOnly) && file.write(table) == table.size() && file.commit();
    say(good ? tr("Saved as %1.").arg(path) : tr("It could not be saved there: %1").arg(file.errorString()));
}

void FiguresPage::say(const QString &text)
{
    m_said->setText(text);
}

} // namespace courtyard
