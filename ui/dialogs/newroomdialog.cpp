#include "ui/dialogs/newroomdialog.h"

#include "protocol/limits.h"
#include "ui/widgets/controls.h"

#include <QBoxLayout>
#include <QLineEdit>
#include <QPushButton>
#include <QRadioButton>

namespace courtyard {

NewRoomDialog::NewRoomDialog(QWidget *parent, Offer offer) : Dialog(tr("New room"), tr("Create"), parent)
{
    setObjectName(QStringLiteral("newRoomDialog"));
    m_name = addField(content(), tr("Name of the room"), "roomName");
    m_name->setMaxLength(limits::nameChars);
    m_name->setMinimumWidth(360);
    m_name->setFocus();
    m_public = new QRadioButton(tr("Everyone on this network can find and join it"));
    m_public->setObjectName(QStringLiteral("public"));
    m_private = new QRadioButton(tr("Private: only people whom a member invites, or who know its secret"));
    m_private->setObjectName(QStringLiteral("private"));
    m_desk = new QRadioButton(tr("Help desk: visitors ask without a code, agents answer each alone"));
    m_desk->setObjectName(QStringLiteral("desk"));
    m_public->setChecked(true);
    content()->addSpacing(8);
    content()->addWidget(m_public);
    content()->addWidget(m_private);
    content()->addWidget(m_desk);
    m_desk->setVisible(offer == Offer::HelpDeskToo);
    m_secretBox = new QWidget;
    auto *box = new QVBoxLayout(m_secretBox);
    box->setContentsMargins(0, 4, 0, 0);
    box->setSpacing(0);
    m_secret = addField(box, tr("Secret of the room (may stay empty)"), "roomSecret");
    m_secret->setMaxLength(limits::secretChars);
    m_secretBox->hide();
    content()->addWidget(m_secretBox);
    connect(m_private, &QRadioButton::toggled, m_secretBox, &QWidget::setVisible);
    connect(m_name, &QLineEdit::textChanged, this, [this] { yesButton()->setEnabled(!name().isEmpty()); });
    yesButton()->setEnabled(false);
}

QString NewRoomDialog::name() const
{
    QString name = m_name->text().trimmed();
    while (name.startsWith(QLatin1Char('#'))) // as the list shows it; not part of the name
        name = name.mid(1).trimmed();
    return name;
}

RoomKind NewRoomDialog::kind() const
{
    return m_private->isChecked() ? RoomKind::Private
        : m_desk->isChecked()     ? RoomKind::Desk
                                  : RoomKind::Public;
}

QString NewRoomDialog::secret() const
{
    return m_private->isChecked() ? m_secret->text() : QString();
}

} // namespace courtyard
