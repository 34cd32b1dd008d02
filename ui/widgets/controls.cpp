#include "ui/widgets/controls.h"

#include <QBoxLayout>
#include <QFrame>
#include <QGuiApplication>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QStyle>

namespace courtyard {

QLabel *makeLabel(const QString &text, const char *look, QWidget *parent)
{
    auto *label = new QLabel(text, parent);
    label->setTextFormat(Qt::PlainText);
    label->setProperty("look", QLatin1String(look));
    return label;
}

QPushButton *makeButton(const QString &text, const char *objectName, const char *look, QWidget *parent)
{
    auto *button = new QPushButton(text, parent);
    button->setObjectName(QLatin1String(objectName));
    button->setProperty("look", QLatin1String(look));
    button->setAutoDefault(false); // Enter belongs to the field that one types in
    button->setCursor(Qt::PointingHandCursor);
    return button;
}

QLabel *makeValue(const char *objectName, const QFont &font)
{
    QLabel *label = makeLabel(QString());
    label->setObjectName(QLatin1String(objectName));
    label->setFont(font);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    label->setFocusPolicy(Qt::StrongFocus);
    if (QGuiApplication::isRightToLeft())
        label->setAlignment(Qt::AlignRight | Qt::AlignAbsolute | Qt::AlignVCenter);
    return label;
}

QFrame *makeFrame(const char *look, QWidget *parent)
{
    auto *frame = new QFrame(parent);
    frame->setProperty("look", QLatin1String(look));
    return frame;
}

QFrame *makeLine(QWidget *parent)
{
    QFrame *line = makeFrame("line", parent);
    line->setFixedHeight(1);
    return line;
}

QLineEdit *addField(QBoxLayout *layout, const QString &label, const char *objectName)
{
    QLabel *above = makeLabel(label, "dim");
    auto *field = new QLineEdit;
    field->setObjectName(QLatin1String(objectName));
    field->setAccessibleName(label);
    above->setBuddy(field);
    layout->addWidget(above);
    layout->addSpacing(6);
    layout->addWidget(field);
    return field;
}

QPlainTextEdit *addTextField(QBoxLayout *layout, const QString &label, const char *objectName)
{
    QLabel *above = makeLabel(label, "dim");
    auto *field = new QPlainTextEdit;
    field->setObjectName(QLatin1String(objectName));
    field->setAccessibleName(label);
    field->setProperty("look", QLatin1String("field"));
    field->setTabChangesFocus(true);
    above->setBuddy(field);
    layout->addWidget(above);
    layout->addSpacing(6);
    layout->addWidget(field, 1);
    return field;
}

QString wholeMs(int milliseconds)
{
    const QLocale locale;
    return milliseconds > 0 ? locale.toString(milliseconds) : QLatin1Char('<') + locale.toString(1);
}

void setLook(QWidget *widget, const char *look)
{
    widget->setProperty("look", QLatin1String(look));
    widget->style()->unpolish(widget);
    widget->style()->polish(widget);
}

} // namespace courtyard
