#include "ui/desk/deskaddressdialog.h"

#include "ui/invite/qrview.h"
#include "ui/theme/theme.h"
#include "ui/widgets/controls.h"

#include <QBoxLayout>
#include <QClipboard>
#include <QGuiApplication>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QUrl>

namespace courtyard {

DeskAddressDialog::DeskAddressDialog(const QString &topic, const QString &address, const Theme &theme,
                                     QWidget *parent)
    : Dialog(tr("Address of %1").arg(topic), QString(), parent)
{
    setObjectName(QStringLiteral("deskAddressDialog"));
    content()->addWidget(makeLabel(tr("Bring a question to %1").arg(topic), "h3"));
    QLabel *what =
        makeLabel(tr("Whoever scans this, or opens the address, on this network can ask. No join code "
                     "is needed."),
                  "dim");
    what->setWordWrap(true);
    content()->addWidget(what);
    content()->addSpacing(6);
    auto *qr = new QrView(theme.px(170));
    qr->setText(pageAddress(topic, address));
    content()->addWidget(qr, 0, Qt::AlignHCenter);
    content()->addSpacing(6);
    addCopied(tr("Address"), "deskAddress", pageAddress(topic, address), "copyDeskAddress");
    content()->addSpacing(8);
    addCopied(tr("One line for a page of another server"), "deskWidget", widgetLine(topic, address),
              "copyDeskWidget");
    QLabel *allow = makeLabel(tr("That page's server has to be allowed under “Other pages”."), "dim");
    allow->setWordWrap(true);
    content()->addWidget(allow);
    setMinimumWidth(theme.px(460));
}

void DeskAddressDialog::addCopied(const QString &label, const char *name, const QString &text,
                                  const char *button)
{
    auto *beside = new QVBoxLayout;
    beside->setSpacing(0);
    QLineEdit *field = addField(beside, label, name);
    field->setReadOnly(true);
    field->setLayoutDirection(Qt::LeftToRight);
    field->setText(text);
    field->setCursorPosition(0);
    QPushButton *copy = makeButton(tr("Copy"), button);
    copy->setAccessibleDescription(label);
    auto *row = new QHBoxLayout;
    row->setSpacing(12);
    row->addLayout(beside, 1);
    row->addWidget(copy, 0, Qt::AlignBottom);
    content()->addLayout(row);
    connect(copy, &QPushButton::clicked, this, [text] { QGuiApplication::clipboard()->setText(text); });
}

QString DeskAddressDialog::pageAddress(const QString &topic, const QString &address)
{
    return address + QStringLiteral("/help?desk=") + QString::fromLatin1(QUrl::toPercentEncoding(topic));
}

QString DeskAddressDialog::widgetLine(const QString &topic, const QString &address)
{
    return QStringLiteral("<script src=\"%1/widget.js\" data-desk=\"%2\"></script>")
        .arg(address.toHtmlEscaped(), topic.toHtmlEscaped());
}

} // namespace courtyard
