#include "ui/people/bandialog.h"

#include "protocol/limits.h"
#include "ui/people/times.h"
#include "ui/widgets/controls.h"

#include <QBoxLayout>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>

namespace courtyard {

BanDialog::BanDialog(const QString &name, QWidget *parent) : Dialog(tr("Ban"), tr("Ban"), parent)
{
    setObjectName(QStringLiteral("banDialog"));
    content()->addWidget(makeLabel(tr("Ban %1?").arg(name), "h3"));
    QLabel *what = makeLabel(tr("%1 is sent away, and is kept out on every device. Newcomers from the same "
                                "address are kept out as well.")
                                 .arg(name),
                             "dim");
    what->setWordWrap(true);
    content()->addWidget(what);
    content()->addSpacing(6);
    m_time = new QComboBox;
    m_time->setObjectName(QStringLiteral("banTime"));
    m_time->setAccessibleName(tr("For how long"));
    for (const int minutes : {60, 24 * 60, 7 * 24 * 60})
        m_time->addItem(tr("For %1").arg(durationWords(minutes)), minutes);
    m_time->addItem(tr("For good"));
    m_time->setCurrentIndex(1);
    content()->addWidget(m_time);
    m_reason = addField(content(), tr("Reason, which %1 sees (may stay empty)").arg(name), "banReason");
    m_reason->setMaxLength(limits::reasonChars);
    m_reason->setMinimumWidth(380);
    setLook(yesButton(), "danger");
    m_reason->setFocus();
}

std::optional<int> BanDialog::minutes() const
{
    const QVariant minutes = m_time->currentData();
    return minutes.isValid() ? std::optional(minutes.toInt()) : std::nullopt;
}

QString BanDialog::reason() const
{
    return m_reason->text().trimmed();
}

} // namespace courtyard
