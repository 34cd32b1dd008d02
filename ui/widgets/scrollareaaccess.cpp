#include "ui/widgets/scrollareaaccess.h"

#include <QAccessible>
#include <QAccessibleWidget>
#include <QWidget>

using namespace Qt::StringLiterals;

namespace courtyard {

namespace {

/// Asked for each class that an object is of, the most special one first.
QAccessibleInterface *accessOf(const QString &className, QObject *object)
{
    if (className != "QScrollArea"_L1 && className != "QAbstractScrollArea"_L1)
        return nullptr;
    return new QAccessibleWidget(static_cast<QWidget *>(object), QAccessible::Client); // QAccessible owns it
}

} // namespace

void answerScreenReadersOfScrollAreas()
{
    QAccessible::installFactory(accessOf);
}

} // namespace courtyard
