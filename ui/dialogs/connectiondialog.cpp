#include "ui/dialogs/connectiondialog.h"

#include "ui/theme/theme.h"
#include "ui/widgets/controls.h"
#include "ui/widgets/sparkline.h"

#include <QBoxLayout>
#include <QClipboard>
#include <QGridLayout>
#include <QGuiApplication>
#include <QLabel>
#include <QPushButton>
#include <QScrollArea>
#include <QStyle>

namespace courtyard {

ConnectionDialog::ConnectionDialog(const Session &session, Make make, const Theme &theme, QWidget *parent)
    : Dialog(tr("Connection details"), tr("Copy"), parent), m_make(std::move(make)), m_session(session),
      m_theme(theme)
{
    setObjectName(QStringLiteral("connectionDialog"));
    findChild<QPushButton *>(QStringLiteral("close"))->setText(tr("Close")); // nothing is taken back by it
    auto *heading = new QHBoxLayout;
    heading->addWidget(makeLabel(tr("Connection details"), "h3"), 1);
    heading->addWidget(new Sparkline(session.latency(), theme));
    content()->addLayout(heading);
    QLabel *what = makeLabel(tr("Copy this into a report when something does not work. It holds no codes and "
                                "nothing that was said."),
                             "dim");
    what->setWordWrap(true);
    content()->addWidget(what);
    auto *page = new QWidget;
    page->setObjectName(QStringLiteral("plain"));
    m_sections = new QVBoxLayout(page);
    m_sections->setContentsMargins(0, 4, 8, 4);
    m_sections->setSpacing(4);
    auto *scroll = new QScrollArea;
    scroll->setObjectName(QStringLiteral("connectionScroll"));
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setWidget(page);
    content()->addWidget(scroll, 1);
    setMinimumWidth(theme.px(420));
    resize(theme.px(560), theme.px(580));
    connect(this, &Dialog::submitted, this, &ConnectionDialog::copy);
    m_timer.setInterval(1000);
    connect(&m_timer, &QTimer::timeout, this, &ConnectionDialog::showNow);
    m_timer.start();
    showNow();
}

void ConnectionDialog::showNow()
{
    const ConnectionReport report = m_make();
    QList<ReportLine> lines;
    for (const ReportSection &section : report)
        lines += section.lines;
    bool same = lines.size() == m_labels.size();
    for (qsizetype n = 0; same && n < lines.size(); ++n)
        same = m_labels[n]->text() == lines[n].label;
    if (!same) {
        build(report);
        return;
    }
    for (qsizetype n = 0; n < lines.size(); ++n) {
        if (m_values[n]->text() != lines[n].value) // what is selected stays so where nothing changed
            m_values[n]->setText(lines[n].value);
    }
}

void ConnectionDialog::build(const ConnectionReport &report)
{
    m_labels.clear();
    m_values.clear();
    while (QLayoutItem *old = m_sections->takeAt(0)) {
        delete old->widget();
        delete old;
    }
    for (const ReportSection &section : report) {
        auto *part = new QWidget;
        auto *grid = new QGridLayout(part);
        grid->setContentsMargins(0, 8, 0, 4);
        grid->setVerticalSpacing(3);
        grid->setHorizontalSpacing(14);
        grid->setColumnStretch(1, 1);
        grid->setColumnMinimumWidth(0, m_theme.px(150));
        grid->addWidget(makeLabel(section.title, "strong"), 0, 0, 1, 2);
        for (const ReportLine &line : section.lines) {
            QLabel *label = makeLabel(line.label, "dim");
            label->setWordWrap(true);
            label->setContentsMargins(0, 2, 0, 0); // its letters are smaller: on one line with the value's
            QLabel *value = makeLabel(line.value);
            value->setWordWrap(true);
            value->setTextInteractionFlags(Qt::TextSelectableByMouse);
            // Beside its label, whichever way its own letters run.
            value->setAlignment(QStyle::visualAlignment(layoutDirection(), Qt::AlignLeft)
                                | Qt::AlignAbsolute);
            label->setBuddy(value);
            grid->addWidget(label, int(grid->rowCount()), 0, Qt::AlignTop);
            grid->addWidget(value, grid->rowCount() - 1, 1, Qt::AlignTop);
            m_labels.append(label);
            m_values.append(value);
        }
        m_sections->addWidget(part);
    }
    m_sections->addStretch();
}

void ConnectionDialog::copy()
{
    QGuiApplication::clipboard()->setText(asText(m_make()));
    yesButton()->setText(tr("Copied"));
    QTimer::singleShot(2000, this, [this] { yesButton()->setText(tr("Copy")); });
}

} // namespace courtyard
