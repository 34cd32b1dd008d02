#include "ui/dialogs/hostproblemdialog.h"

#include "ui/widgets/controls.h"

#include <QBoxLayout>
#include <QDir>
#include <QFileDialog>
#include <QLabel>
#include <QPushButton>

namespace courtyard {

HostProblemDialog::HostProblemDialog(const HostingProblem &problem, Folder folder, QWidget *parent)
    : Dialog(tr("Hosting does not start"),
             problem.about == HostingProblem::About::DamagedFolder ? tr("Set aside and start anew")
                                                                   : tr("Try again"),
             parent)
{
    setObjectName(QStringLiteral("hostProblemDialog"));
    content()->addWidget(makeLabel(tr("Hosting does not start"), "h3"));
    QLabel *text = makeLabel(problem.text);
    text->setObjectName(QStringLiteral("hostProblemText"));
    text->setWordWrap(true);
    text->setTextInteractionFlags(Qt::TextSelectableByMouse);
    text->setMinimumWidth(420);
    content()->addWidget(text);
    content()->addSpacing(8);
    auto *links = new QHBoxLayout;
    links->setSpacing(16);
    QPushButton *other = makeButton(tr("Choose another folder…"), "otherFolder", "link");
    links->addWidget(other);
    connect(other, &QPushButton::clicked, this, [this, from = problem.folder] { choose(from); });
    if (folder == Folder::Chosen) {
        QPushButton *usual = makeButton(tr("Use the usual folder"), "usualFolder", "link");
        links->addWidget(usual);
        connect(usual, &QPushButton::clicked, this, [this] { Q_EMIT folderChosen(QString()); });
    }
    links->addStretch();
    content()->addLayout(links);
}

void HostProblemDialog::choose(const QString &from)
{
    auto *dialog = new QFileDialog(this, tr("Folder for the history of this place"), from);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::Directory);
    dialog->setOption(QFileDialog::ShowDirsOnly);
    connect(dialog, &QFileDialog::fileSelected, this, &HostProblemDialog::folderChosen);
    dialog->open();
}

} // namespace courtyard
