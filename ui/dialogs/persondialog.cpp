#include "ui/dialogs/persondialog.h"

#include "client/peoplemodel.h"
#include "ui/chat/peopledelegate.h"
#include "ui/widgets/controls.h"

#include <QBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QPushButton>

namespace courtyard {

bool OthersFilter::filterAcceptsRow(int row, const QModelIndex &parent) const
{
    const QModelIndex person = sourceModel()->index(row, 0, parent);
    return !person.data(PeopleModel::MeRole).toBool() && QSortFilterProxyModel::filterAcceptsRow(row, parent);
}

PersonDialog::PersonDialog(PeopleModel *people, const Theme &theme, For what, QWidget *parent)
    : Dialog(what == For::Room ? tr("Invite into this room") : tr("New direct message"),
             what == For::Room ? tr("Invite") : tr("Open"), parent),
      m_filter(new OthersFilter(this))
{
    setObjectName(QStringLiteral("personDialog"));
    QLineEdit *field = addField(content(), tr("Who?"), "personFilter");
    field->setFocus();
    m_filter->setFilterRole(PeopleModel::NameRole);
    m_filter->setFilterCaseSensitivity(Qt::CaseInsensitive);
    m_filter->setSourceModel(people);
    m_list = new QListView;
    m_list->setObjectName(QStringLiteral("memberChoice"));
    m_list->setAccessibleName(tr("People to choose from"));
    m_list->setModel(m_filter);
    m_list->setItemDelegate(new PeopleDelegate(theme, m_list));
    m_list->setEditTriggers(QListView::NoEditTriggers);
    m_list->setMinimumSize(340, 260);
    content()->addSpacing(4);
    content()->addWidget(m_list, 1);
    QLabel *nobody = makeLabel(tr("Nobody else has been here yet."), "dim");
    nobody->setVisible(m_filter->rowCount() == 0);
    content()->addWidget(nobody);

    const auto chooseFirst = [this] {
        m_list->setCurrentIndex(m_filter->index(0, 0));
        yesButton()->setEnabled(m_filter->rowCount() > 0);
    };
    connect(field, &QLineEdit::textChanged, this, [this, chooseFirst](const QString &text) {
        m_filter->setFilterFixedString(text);
        chooseFirst();
    });
    connect(m_list, &QListView::doubleClicked, this, &Dialog::submitted);
    chooseFirst();
}

MemberId PersonDialog::chosen() const
{
    return m_list->currentIndex().data(PeopleModel::IdRole).toString();
}

QString PersonDialog::chosenName() const
{
    return m_list->currentIndex().data(PeopleModel::NameRole).toString();
}

} // namespace courtyard
