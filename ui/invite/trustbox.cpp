#include "ui/invite/trustbox.h"

#include "ui/dialogs/confirm.h"
#include "ui/theme/theme.h"
#include "ui/widgets/controls.h"

#include <QBoxLayout>
#include <QCheckBox>
#include <QLabel>
#include <QSignalBlocker>

#include <algorithm>

namespace courtyard {

TrustBox::TrustBox(const Theme &theme, For whom, QWidget *parent) : QWidget(parent), m_for(whom)
{
    m_words = makeValue("inviteFingerprint", theme.fixedFont(13));
    m_words->setWordWrap(true);
    m_required = new QCheckBox(tr("Only encrypted connections"));
    m_required->setObjectName(QStringLiteral("requireEncryption"));
    m_explanation = makeLabel(QString(), "dim");
    m_explanation->setObjectName(QStringLiteral("encryptionWords"));
    m_explanation->setWordWrap(true);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 10);
    layout->setSpacing(0);
    layout->addWidget(makeLabel(tr("Fingerprint"), "dim"));
    layout->addWidget(m_words);
    layout->addSpacing(6);
    layout->addWidget(m_required);
    layout->addWidget(m_explanation);
    m_required->setVisible(whom == For::Host);
    m_explanation->setVisible(whom == For::Host);
    connect(m_required, &QCheckBox::clicked, this, &TrustBox::switched);
}

void TrustBox::showView(const HostingView &view)
{
    setVisible(!view.fingerprintWords.isEmpty());
    m_words->setText(view.fingerprintWords.join(QStringLiteral(" · ")));
    m_words->setAccessibleName(tr("Fingerprint %1").arg(m_words->text()));
    m_words->setToolTip(view.fingerprint);
    if (m_for == For::Guest)
        return;
    const QSignalBlocker blocker(m_required);
    m_required->setChecked(view.encryptionRequired);
    m_explanation->setText(
        view.encryptionRequired
            ? tr("Phones see a warning once, because this host made its key itself. They go "
                 "on by “Advanced” and “Proceed”.")
            : tr("Apps always come in encrypted. Phones' browsers do not: others on an open "
                 "Wi-Fi could read along."));
}

// It shows what is so, not what was clicked.
void TrustBox::switched(bool on)
{
    m_required->setChecked(!on);
    if (!on) {
        Q_EMIT encryptionWanted(false);
        return;
    }
    confirm({tr("Take encrypted connections only?"),
             tr("Phones and browsers that are in by http:// are sent to https://, where they see a warning "
                "once."),
             tr("Only encrypted")},
            this, [this] { Q_EMIT encryptionWanted(true); });
}

} // namespace courtyard
