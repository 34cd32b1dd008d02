#include "ui/dialogs/dialog.h"

#include "ui/widgets/controls.h"

#include <QBoxLayout>
#include <QLabel>
#include <QPushButton>

namespace courtyard {

Dialog::Dialog(const QString &title, const QString &yes, QWidget *parent) : QDialog(parent)
{
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(title);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(24, 20, 24, 20);
    layout->setSpacing(0);
    m_content = new QVBoxLayout;
    m_content->setSpacing(6);
    layout->addLayout(m_content, 1);
    m_problem = makeLabel(QString(), "problem");
    m_problem->setObjectName(QStringLiteral("problem"));
    m_problem->setWordWrap(true);
    m_problem->hide();
    layout->addSpacing(8);
    layout->addWidget(m_problem);
    layout->addSpacing(8);

    m_yes = makeButton(yes.isEmpty() ? tr("OK") : yes, "yes", "primary");
    QPushButton *close = makeButton(yes.isEmpty() ? tr("Close") : tr("Cancel"), "close");
    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(10);
    buttons->addStretch();
    buttons->addWidget(close);
    buttons->addWidget(m_yes);
    layout->addLayout(buttons);
    m_yes->setVisible(!yes.isEmpty());
    m_yes->setDefault(!yes.isEmpty());
    connect(close, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_yes, &QPushButton::clicked, this, &Dialog::submitted);
}

void Dialog::showProblem(const QString &text)
{
    setBusy(false);
    m_problem->setText(text);
    m_problem->setVisible(!text.isEmpty());
}

void Dialog::setBusy(bool busy)
{
    m_yes->setEnabled(!busy);
}

} // namespace courtyard
