#include "ui/dialogs/confirm.h"

#include "ui/widgets/controls.h"

#include <QMessageBox>
#include <QPushButton>

namespace courtyard {

void confirm(const Question &question, QWidget *parent, std::function<void()> done)
{
    const QString name = QStringLiteral("confirm");
    for (auto *asked : parent->window()->findChildren<QMessageBox *>(name))
        if (asked->isVisible()) { // asked already
            asked->raise();
            return;
        }
    auto *box = new QMessageBox(parent->window());
    box->setObjectName(name);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setTextFormat(Qt::PlainText); // names and messages of others stand in it
    box->setWindowTitle(QStringLiteral("Courtyard"));
    box->setText(question.title);
    box->setInformativeText(question.detail);
    QPushButton *yes = box->addButton(question.yes, QMessageBox::AcceptRole);
    yes->setObjectName(QStringLiteral("confirmYes"));
    setLook(yes, "danger");
    QPushButton *no = box->addButton(QMessageBox::Cancel);
    no->setObjectName(QStringLiteral("confirmNo"));
    box->setDefaultButton(no);
    QObject::connect(yes, &QPushButton::clicked, parent, std::move(done));
    box->open();
}

} // namespace courtyard
