#include "ui/dialogs/promptdialog.h"

#include "ui/widgets/controls.h"

#include <QBoxLayout>
#include <QLineEdit>

namespace courtyard {

PromptDialog::PromptDialog(const Prompt &prompt, QWidget *parent) : Dialog(prompt.title, prompt.yes, parent)
{
    setObjectName(QStringLiteral("promptDialog"));
    m_field = addField(content(), prompt.label, "promptText");
    m_field->setMaxLength(prompt.longest);
    m_field->setText(prompt.text);
    m_field->selectAll();
    m_field->setFocus();
    m_field->setMinimumWidth(360);
}

QString PromptDialog::text() const
{
    return m_field->text().trimmed();
}

} // namespace courtyard
