#include "ui/start/startpage.h"

#include "protocol/limits.h"
#include "protocol/names.h"
#include "ui/start/hostform.h"
#include "ui/start/joinform.h"
#include "ui/widgets/controls.h"

#include <QBoxLayout>
#include <QLabel>
#include <QLineEdit>

namespace courtyard {

static constexpr int widest = 860; // pixels; wider, the two cards would only be empty

StartPage::StartPage(const Theme &theme, QWidget *parent) : QScrollArea(parent)
{
    setObjectName(QStringLiteral("startPage"));
    setFocusPolicy(Qt::NoFocus); // its fields take it
    setWidgetResizable(true);
    setFrameShape(NoFrame);
    auto *content = new QWidget;
    content->setObjectName(QStringLiteral("plain"));
    content->setMaximumWidth(widest);
    auto *layout = new QVBoxLayout(content);
    layout->setContentsMargins(40, 34, 40, 34);
    layout->setSpacing(0);
    layout->addWidget(makeLabel(tr("Talk to everyone on this network"), "h1"));
    layout->addSpacing(4);
    QLabel *what = makeLabel(tr("No internet, no account. One computer hosts; everyone else joins."), "sub");
    what->setWordWrap(true);
    layout->addWidget(what);
    layout->addSpacing(22);
    m_name = addField(layout, tr("Your name"), "yourName");
    m_name->setMaxLength(limits::nameChars);
    m_name->setMaximumWidth(300);
    m_nameProblem = makeLabel(QString(), "problem");
    m_nameProblem->setObjectName(QStringLiteral("nameProblem"));
    m_nameProblem->hide();
    layout->addWidget(m_nameProblem);
    layout->addSpacing(12);

    m_host = new HostForm;
    m_join = new JoinForm(theme);
    auto *cards = new QHBoxLayout;
    cards->setSpacing(18);
    cards->addWidget(m_host, 1);
    cards->addWidget(m_join, 1);
    layout->addLayout(cards);
    layout->addStretch();
    setWidget(content);
    setAlignment(Qt::AlignHCenter);

    connect(m_name, &QLineEdit::returnPressed, this, &StartPage::nameEntered);
    connect(m_name, &QLineEdit::textEdited, m_nameProblem, &QWidget::hide);
    connect(m_host, &HostForm::hostWanted, this, &StartPage::host);
    connect(m_join, &JoinForm::joinWanted, this, [this](const Invitation &invitation) {
        if (const auto name = checkedName())
            Q_EMIT joinWanted(*name, invitation);
    });
    connect(m_join, &JoinForm::freeNameChosen, this, [this](const QString &name) {
        setYourName(name);
        m_join->submit();
    });
}

void StartPage::preset(const Settings &settings)
{
    setYourName(settings.yourName);
    m_host->setRequest(settings.hosting);
    m_join->setAddress(settings.address);
    m_join->setRecent(settings.recent);
    m_name->setFocus();
}

QString StartPage::yourName() const
{
    return m_name->text().trimmed();
}

void StartPage::setYourName(const QString &name)
{
    m_name->setText(name);
    m_nameProblem->hide();
}

std::optional<QString> StartPage::checkedName()
{
    const auto name = acceptableName(m_name->text());
    if (!name) {
        m_nameProblem->setText(yourName().isEmpty()
                                   ? tr("Type your name first, so that others know who speaks.")
                                   : tr("That name cannot be used. Letters, digits and spaces can."));
        m_nameProblem->show();
        m_name->setFocus();
    }
    return name;
}

void StartPage::host()
{
    if (const auto name = checkedName())
        Q_EMIT hostWanted(*name, m_host->request());
}

void StartPage::join()
{
    m_join->submit();
}

void StartPage::nameEntered()
{
    // An address that is there says that one means to join; else the next thing to say is what the place is
    // called.
    if (m_join->address().isEmpty())
        m_host->findChild<QLineEdit *>(QStringLiteral("placeName"))->setFocus();
    else
        m_join->submit();
}

} // namespace courtyard
