#include "ui/dialogs/linkdialog.h"

#include "ui/invite/qrview.h"
#include "ui/theme/theme.h"
#include "ui/widgets/controls.h"

#include <QBoxLayout>
#include <QClipboard>
#include <QDateTime>
#include <QGuiApplication>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QPointer>
#include <QPushButton>

namespace courtyard {

LinkDialog::LinkDialog(Session &session, const Invitation &way, const Theme &theme, QWidget *parent)
    : Dialog(tr("Continue on my phone"), tr("New code"), parent), m_session(session), m_way(way)
{
    setObjectName(QStringLiteral("linkDialog"));
    findChild<QPushButton *>(QStringLiteral("close"))->setText(tr("Close")); // nothing is taken back by it
    content()->addWidget(makeLabel(tr("Continue on my phone"), "h3"));
    QLabel *what = makeLabel(
        tr("Scan this with your own phone. It then is you there, too: show it to nobody else."), "dim");
    what->setWordWrap(true);
    content()->addWidget(what);
    content()->addSpacing(6);
    m_qr = new QrView(theme.px(212));
    content()->addWidget(m_qr, 0, Qt::AlignHCenter);
    m_time = makeLabel(QString(), "dim");
    m_time->setObjectName(QStringLiteral("linkTime"));
    content()->addWidget(m_time, 0, Qt::AlignHCenter);
    content()->addSpacing(6);
    m_link = addField(content(), tr("Or open this link there"), "linkText");
    m_link->setReadOnly(true);
    m_link->setMinimumWidth(theme.px(360));
    m_link->setLayoutDirection(Qt::LeftToRight);
    QPushButton *copy = makeButton(tr("Copy link"), "copyLinkText", "link");
    content()->addWidget(copy, 0, Qt::AlignLeading);
    connect(copy, &QPushButton::clicked, this,
            [this] { QGuiApplication::clipboard()->setText(m_link->text()); });
    connect(this, &Dialog::submitted, this, &LinkDialog::ask);
    m_timer.setInterval(500);
    connect(&m_timer, &QTimer::timeout, this, &LinkDialog::showTime);
    ask();
}

void LinkDialog::ask()
{
    setBusy(true);
    m_session.askLink(
        [this, self = QPointer(this)](const QString &link, qint64 expires, const auto &problem) {
            if (!self)
                return;
            setBusy(false);
            showProblem(problem ? problem->text : QString());
            if (!problem)
                showLink(link, expires);
        });
}

void LinkDialog::showLink(const QString &link, qint64 expires)
{
    QUrl url;
    url.setScheme(QStringLiteral("http"));
    url.setHost(m_way.host);
    url.setPort(m_way.port);
    url.setPath(QStringLiteral("/"));
    url.setFragment(QStringLiteral("link=") + link);
    m_expires = expires;
    m_link->setText(url.toString(QUrl::FullyEncoded));
    m_link->setCursorPosition(0);
    m_qr->setText(m_link->text());
    m_timer.start();
    showTime();
}

void LinkDialog::showTime()
{
    const qint64 now = QDateTime::currentMSecsSinceEpoch() + m_session.clockDifferenceMs().value_or(0);
    const qint64 left = (m_expires - now + 999) / 1000;
    const bool good = left > 0;
    m_time->setText(
        good ? tr("Good once, for another %1")
                   .arg(QStringLiteral("%1:%2").arg(left / 60).arg(left % 60, 2, 10, QLatin1Char('0')))
             : tr("This code is no longer good. Make a new one."));
    m_qr->setEnabled(good);
    if (good)
        return;
    m_timer.stop();
    m_link->clear();
    m_qr->setText(QString());
}

} // namespace courtyard
