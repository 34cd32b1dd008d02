#include "ui/invite/codebox.h"

#include "ui/dialogs/confirm.h"
#include "ui/theme/theme.h"
#include "ui/widgets/controls.h"

#include <QBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QRandomGenerator>

namespace courtyard {

using Code = HostingRequest::Code;

// Digits: every keyboard has them. 40 bits, of which five may be tried.
static constexpr int longDigits = 12;

CodeBox::CodeBox(const Theme &theme, For whom, QWidget *parent) : QWidget(parent), m_for(whom)
{
    m_title = makeLabel(tr("Join code"), "dim");
    QFont spaced = theme.fixedFont(20, QFont::DemiBold);
    spaced.setLetterSpacing(QFont::PercentageSpacing, 135);
    m_code = makeValue("inviteCode", spaced);
    m_new = makeButton(tr("New code"), "newCode", "link");
    m_longer = makeButton(tr("Longer code"), "longerCode", "link");
    m_none = makeButton(tr("No code"), "noCode", "link");
    m_said = makeLabel(QString(), "dim");
    m_said->setObjectName(QStringLiteral("codeSaid"));
    m_said->setWordWrap(true);
    m_undo = makeButton(tr("Undo"), "undoCode", "link");

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 10);
    layout->setSpacing(0);
    layout->addWidget(m_title);
    layout->addWidget(m_code);
    m_buttons = new QWidget;
    auto *row = new QHBoxLayout(m_buttons);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(14);
    for (QPushButton *button : {m_new, m_longer, m_none})
        row->addWidget(button);
    row->addStretch();
    layout->addWidget(m_buttons);
    m_buttons->setVisible(whom == For::Host);
    auto *news = new QHBoxLayout;
    news->setSpacing(10);
    news->addWidget(m_said, 1);
    news->addWidget(m_undo);
    layout->addLayout(news);
    m_said->hide();
    m_undo->hide();
    connect(m_new, &QPushButton::clicked, this, &CodeBox::makeNew);
    connect(m_longer, &QPushButton::clicked, this, &CodeBox::makeLonger);
    connect(m_none, &QPushButton::clicked, this, &CodeBox::takeAway);
    connect(m_undo, &QPushButton::clicked, this, &CodeBox::undo);
}

void CodeBox::showCode(const QString &code)
{
    const bool changed = code != m_now;
    m_now = code;
    setVisible(m_for == For::Host || !code.isEmpty());
    m_code->setText(code.isEmpty() ? tr("None") : code);
    m_code->setAccessibleName(code.isEmpty() ? tr("No join code is needed") : tr("Join code %1").arg(code));
    m_new->setText(code.isEmpty() ? tr("Ask for a code") : tr("New code"));
    m_longer->setVisible(!code.isEmpty() && code.size() < longDigits);
    m_none->setVisible(!code.isEmpty());
    if (!changed || !m_wanted)
        return;
    m_wanted = false;
    m_said->setText(code.isEmpty()
                        ? tr("Everybody on this network can come in.")
                        : tr("Changed. Whoever is in stays; links and QR codes from before no longer "
                             "let anybody in."));
    m_said->show();
    m_undo->show();
}

void CodeBox::change(Code kind, const QString &fixed)
{
    m_before = m_now;
    m_wanted = true;
    m_said->hide();
    m_undo->hide();
    Q_EMIT changeWanted(kind, fixed);
}

void CodeBox::makeNew()
{
    change(Code::Auto);
}

void CodeBox::makeLonger()
{
    QString digits;
    while (digits.size() < longDigits)
        digits.append(QString::number(QRandomGenerator::system()->bounded(10)));
    change(Code::Fixed, digits);
}

void CodeBox::takeAway()
{
    confirm({tr("Let everybody in without a code?"),
             tr("Whoever is on this network can come in, read the public rooms and write."), tr("No code")},
            this, [this] { change(Code::None); });
}

void CodeBox::undo()
{
    const QString before = m_before;
    change(before.isEmpty() ? Code::None : Code::Fixed, before);
    m_wanted = false; // nothing to take back after that
}

} // namespace courtyard
