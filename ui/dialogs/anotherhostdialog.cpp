#include "ui/dialogs/anotherhostdialog.h"

#include "protocol/fingerprint.h"
#include "ui/widgets/controls.h"

#include <QBoxLayout>
#include <QLabel>
#include <QPushButton>

namespace courtyard {

AnotherHostDialog::AnotherHostDialog(const SessionProblem::AnotherHost &another, QWidget *parent)
    : Dialog(tr("Another host"), tr("Talk to the new one"), parent)
{
    setObjectName(QStringLiteral("anotherHostDialog"));
    QLabel *title = makeLabel(tr("This is another host than before at %1").arg(another.address), "h3");
    title->setWordWrap(true);
    content()->addWidget(title);
    QLabel *what = makeLabel(
        tr("Nothing was sent to it. It may simply be another computer that has this address now, or somebody "
           "who pretends to be the one you know. Ask the person who hosts for the four words on their "
           "screen."),
        "dim");
    what->setWordWrap(true);
    content()->addWidget(what);
    content()->addSpacing(8);
    const QString name = another.nameBefore;
    for (const HostKey &key : another.before)
        addKey(name.isEmpty() ? tr("Before") : tr("Before: %1").arg(name), key, "wordsBefore");
    addKey(tr("Now"), another.now, "wordsNow");
    setMinimumWidth(440);
    auto *back = findChild<QPushButton *>(QStringLiteral("close"));
    back->setText(tr("Go back"));
    back->setDefault(true);
    back->setFocus();
    yesButton()->setDefault(false);
    setLook(yesButton(), "");
}

void AnotherHostDialog::addKey(const QString &title, const HostKey &key, const char *objectName)
{
    content()->addWidget(makeLabel(title, "section"));
    QLabel *words = makeLabel(fingerprintWords(key).join(QLatin1Char(' ')), "h3");
    words->setObjectName(QLatin1String(objectName));
    words->setTextInteractionFlags(Qt::TextSelectableByMouse);
    words->setLayoutDirection(Qt::LeftToRight); // English in all languages
    words->setToolTip(groupedFingerprint(key));
    content()->addWidget(words, 0, Qt::AlignLeading);
    content()->addSpacing(4);
}

} // namespace courtyard
