#include "ui/desk/helpdeskdialog.h"

#include "ui/desk/figurespage.h"
#include "ui/desk/originspage.h"
#include "ui/desk/topicspage.h"
#include "ui/theme/theme.h"
#include "ui/widgets/controls.h"

#include <QBoxLayout>
#include <QTabWidget>

namespace courtyard {

HelpDeskDialog::HelpDeskDialog(Session &session, const Theme &theme, const QString &address, QWidget *parent)
    : Dialog(tr("Help desk"), QString(), parent)
{
    setObjectName(QStringLiteral("helpDeskDialog"));
    auto *pages = new QTabWidget;
    pages->setObjectName(QStringLiteral("helpDeskPages"));
    pages->setAccessibleName(tr("Help desk"));
    pages->addTab(new TopicsPage(session, theme, address), tr("Topics"));
    pages->addTab(new OriginsPage(session), tr("Other pages"));
    pages->addTab(new FiguresPage(session, theme), tr("Figures"));
    content()->addWidget(pages, 1);
    resize(theme.px(680), theme.px(560));
}

} // namespace courtyard
