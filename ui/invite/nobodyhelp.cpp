#include "ui/invite/nobodyhelp.h"

#include "ui/theme/theme.h"
#include "ui/widgets/controls.h"

#include <QBoxLayout>
#include <QClipboard>
#include <QGuiApplication>
#include <QLabel>
#include <QPushButton>

namespace courtyard {

NobodyHelp::NobodyHelp(const Theme &theme, QWidget *parent) : QWidget(parent)
{
    setObjectName(QStringLiteral("nobodyHelp"));
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(16, 10, 16, 14);
    layout->setSpacing(6);
    const auto add = [layout](const QString &text, const char *look = "") {
        QLabel *label = makeLabel(text, look);
        label->setWordWrap(true);
        layout->addWidget(label);
        return label;
    };
    add(tr("Nobody has come in yet. This is what usually stands in the way:"), "strong");
    m_firewall = add(QString());
    m_firewall->setObjectName(QStringLiteral("firewallWords"));
    m_command = makeLabel(QString());
    m_command->setObjectName(QStringLiteral("firewallCommand"));
    m_command->setFont(theme.fixedFont(12));
    m_command->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_command->setFocusPolicy(Qt::StrongFocus);
    m_command->setAccessibleName(tr("Command: %1").arg(QString()));
    m_command->setWordWrap(true);
    m_command->setLayoutDirection(Qt::LeftToRight); // a command, in every language
    m_copy = makeButton(tr("Copy"), "copyCommand", "link");
    m_commandRow = new QWidget;
    auto *row = new QHBoxLayout(m_commandRow);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(12);
    row->addWidget(m_command, 1);
    row->addWidget(m_copy);
    layout->addWidget(m_commandRow);
    add(tr(
        "Another network: everybody has to be in the same Wi-Fi as this computer. Guest networks often keep "
        "devices apart; use the main one, or a hotspot."));
    m_address = add(QString());
    add(tr("Mobile data: a phone in a Wi-Fi without internet may go around it. Switch mobile data off, or "
           "answer “Stay connected” when it asks."));
    connect(m_copy, &QPushButton::clicked, this, [this] {
        QGuiApplication::clipboard()->setText(m_command->text());
        m_copy->setText(tr("Copied"));
    });
}

static QString firewallWords(const HostingFirewall &firewall, quint16 port)
{
    using Where = HostingFirewall::Where;
    if (firewall.name.isEmpty())
        return NobodyHelp::tr("A firewall: if this computer has one, it has to let TCP port %1 in.")
            .arg(port);
    return firewall.where == Where::PowerShell
        ? NobodyHelp::tr(
              "The firewall of this computer (%1). In PowerShell, opened as administrator, this lets "
              "others in:")
              .arg(firewall.name)
        : NobodyHelp::tr("The firewall of this computer (%1). In a terminal, this lets others in:")
              .arg(firewall.name);
}

void NobodyHelp::showView(const HostingView &view)
{
    m_firewall->setText(firewallWords(view.firewall, view.port));
    if (m_command->text() != view.firewall.command) {
        m_command->setText(view.firewall.command);
        m_command->setAccessibleName(tr("Command: %1").arg(view.firewall.command));
        m_copy->setText(tr("Copy"));
    }
    m_commandRow->setVisible(!view.firewall.command.isEmpty());
    m_address->setText(tr("Another address: this computer has more than one. Try the others above, too."));
    m_address->setVisible(view.addresses.size() > 1);
}

} // namespace courtyard
