#include "ui/desk/hoursedit.h"

#include "protocol/limits.h"
#include "ui/widgets/chooser.h"
#include "ui/widgets/controls.h"

#include <QBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QPushButton>
#include <QRadioButton>
#include <QScrollArea>
#include <QTimeEdit>

#include <algorithm>
#include <tuple>

namespace courtyard {

static constexpr DeskHours usualDay{1, 8 * 60, 17 * 60};

HoursEdit::HoursEdit(QWidget *parent) : QWidget(parent)
{
    m_always = new QRadioButton(tr("Always"));
    m_always->setObjectName(QStringLiteral("alwaysOpen"));
    m_sometimes = new QRadioButton(tr("At these times, by the clock of the computer that hosts"));
    m_sometimes->setObjectName(QStringLiteral("openAtTimes"));
    m_box = new QWidget;
    m_box->setObjectName(QStringLiteral("plain"));
    auto *inBox = new QVBoxLayout(m_box);
    inBox->setContentsMargins(0, 0, 8, 0);
    m_rows = new QVBoxLayout;
    inBox->addLayout(m_rows);
    m_add = makeButton(tr("Another time"), "addHours", "link");
    inBox->addWidget(m_add, 0, Qt::AlignLeading);
    inBox->addStretch();
    auto *scroll = new QScrollArea;
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setFocusPolicy(Qt::NoFocus);
    scroll->setWidget(m_box);
    auto *layout = new QVBoxLayout(this);
    layout->addWidget(m_always);
    layout->addWidget(m_sometimes);
    layout->addWidget(scroll, 1);
    connect(m_add, &QPushButton::clicked, this, [this] {
        const QList<DeskHours> before = rows();
        DeskHours next = before.isEmpty() ? usualDay : before.last();
        next.day = before.isEmpty() ? next.day : next.day % 7 + 1; // mostly the day after
        addRow(next);
    });
    connect(m_sometimes, &QRadioButton::toggled, this, [this](bool on) {
        if (on && rows().isEmpty()) {
            for (int day = 1; day <= 5; ++day)
                addRow({day, usualDay.from, usualDay.to});
        }
        showRows();
    });
    setHours({});
}

void HoursEdit::setHours(const QList<DeskHours> &hours)
{
    for (const DeskHours &each : hours)
        addRow(each);
    (hours.isEmpty() ? m_always : m_sometimes)->setChecked(true);
    showRows();
}

void HoursEdit::showRows()
{
    m_box->setVisible(m_sometimes->isChecked());
}

void HoursEdit::addRow(const DeskHours &hours)
{
    if (m_rows->count() >= limits::deskHours)
        return;
    auto *row = new QWidget;
    row->setObjectName(QStringLiteral("hoursRow"));
    auto *day = new Chooser;
    day->setObjectName(QStringLiteral("hoursDay"));
    day->setAccessibleName(tr("Day"));
    for (int n = 1; n <= 7; ++n)
        day->addItem(QLocale().standaloneDayName(n), n);
    day->setCurrentIndex(hours.day - 1);
    const auto time = [](const char *name, const QString &spoken, int minutes) {
        // Midnight at the end of a day is written as 00:00.
        auto *edit = new QTimeEdit(QTime(minutes / 60 % 24, minutes % 60));
        edit->setObjectName(QLatin1String(name));
        edit->setAccessibleName(spoken);
        // Before the format: else its parts are turned round where one reads from the right.
        edit->setLayoutDirection(Qt::LeftToRight);
        edit->setDisplayFormat(QStringLiteral("HH:mm"));
        edit->setButtonSymbols(QTimeEdit::NoButtons);
        return edit;
    };
    QTimeEdit *from = time("hoursFrom", tr("From"), hours.from);
    QTimeEdit *to = time("hoursTo", tr("To"), hours.to);
    QPushButton *remove = makeButton(QStringLiteral("✕"), "removeHours", "quiet");
    remove->setAccessibleName(tr("Remove this time"));
    remove->setToolTip(remove->accessibleName());
    auto *layout = new QHBoxLayout(row);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(day, 1);
    layout->addWidget(from);
    layout->addWidget(makeLabel(QStringLiteral("–"), "dim"));
    layout->addWidget(to);
    layout->addWidget(remove);
    m_rows->addWidget(row);
    connect(remove, &QPushButton::clicked, row, [this, row] {
        m_rows->removeWidget(row);
        row->hide();
        row->deleteLater();
        if (m_rows->count() == 0)
            m_always->setChecked(true);
    });
}

QList<DeskHours> HoursEdit::rows() const
{
    QList<DeskHours> all;
    for (int n = 0; n < m_rows->count(); ++n) {
        const QWidget *row = m_rows->itemAt(n)->widget();
        const auto minutes = [row](const char *name) {
            return QTime(0, 0).secsTo(row->findChild<QTimeEdit *>(QLatin1String(name))->time()) / 60;
        };
        const int to = minutes("hoursTo");
        all.append({row->findChild<Chooser *>(QStringLiteral("hoursDay"))->currentData().toInt(),
                    minutes("hoursFrom"), to == 0 ? limits::minutesOfDay : to});
    }
    return all;
}

QList<DeskHours> HoursEdit::hours() const
{
    if (m_always->isChecked())
        return {};
    QList<DeskHours> all = rows();
    std::sort(all.begin(), all.end(), [](const DeskHours &a, const DeskHours &b) {
        return std::tie(a.day, a.from, a.to) < std::tie(b.day, b.from, b.to);
    });
    return all;
}

QString HoursEdit::wrong() const
{
    for (const DeskHours &each : hours()) {
        if (each.to <= each.from)
            return tr("On %1, the end must be later than the beginning. A night is two times: until 00:00, "
                      "and "
                      "from 00:00 on the next day.")
                .arg(QLocale().standaloneDayName(each.day));
    }
    return {};
}

} // namespace courtyard
