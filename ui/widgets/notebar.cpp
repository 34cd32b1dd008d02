#include "ui/widgets/notebar.h"

#include "ui/widgets/controls.h"

#include <QAccessible>
#include <QBoxLayout>
#include <QLabel>
#include <QPushButton>

namespace courtyard {

NoteBar::NoteBar(const char *objectName, const char *look, Button button, QWidget *parent)
    : QFrame(parent), m_speaks(button == Button::Apart)
{
    setObjectName(QLatin1String(objectName));
    setProperty("look", QLatin1String(look));
    m_text = makeLabel(QString());
    m_text->setObjectName(QLatin1String(objectName) + QStringLiteral("Text"));
    m_text->setWordWrap(button == Button::Apart);
    if (m_speaks)
        m_text->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_action = makeButton(QObject::tr("OK"), "", "strong");
    m_action->setObjectName(QLatin1String(objectName) + QStringLiteral("Action"));
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(16, 6, 16, 6);
    layout->setSpacing(6);
    layout->addWidget(m_text, button == Button::Apart ? 1 : 0);
    layout->addWidget(m_action);
    if (button == Button::Behind)
        layout->addStretch();
    connect(m_action, &QPushButton::clicked, this, &NoteBar::actionWanted);
    hide();
}

void NoteBar::say(const QString &text, const QString &action)
{
    const bool isNews = !text.isEmpty() && text != m_text->text();
    m_text->setText(text);
    if (!action.isEmpty()) // a hidden button keeps its name
        m_action->setText(action);
    m_action->setVisible(!action.isEmpty());
    setVisible(!text.isEmpty());
    if (isNews && m_speaks) {
        QAccessibleEvent alert(this, QAccessible::Alert);
        QAccessible::updateAccessibility(&alert);
    }
}

QString NoteBar::text() const
{
    return m_text->text();
}

} // namespace courtyard
