#include "ui/files/filesdialog.h"

#include "client/transfers/transfers.h"
#include "ui/files/filedelegate.h"
#include "ui/theme/theme.h"
#include "ui/widgets/controls.h"

#include <QBoxLayout>
#include <QDateTime>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QLocale>
#include <QPointer>
#include <QPushButton>
#include <QStandardItemModel>

namespace courtyard {

static constexpr int pauseMs = 250;

FilesDialog::FilesDialog(Session &session, const RoomId &room, const Theme &theme, QWidget *parent)
    : Dialog(tr("Files"), QString(), parent), m_session(session), m_room(room),
      m_model(new QStandardItemModel(this))
{
    setObjectName(QStringLiteral("filesDialog"));
    m_words = addField(content(), tr("Part of a name"), "fileWords");
    m_count = makeLabel(QString(), "dim");
    content()->addWidget(m_count);
    makeList(theme);
    makeButtons();
    resize(theme.px(560), theme.px(520));
    m_pause.setSingleShot(true);
    m_pause.setInterval(pauseMs);
    connect(&m_pause, &QTimer::timeout, this, [this] { ask(0); });
    connect(m_words, &QLineEdit::textChanged, &m_pause, qOverload<>(&QTimer::start));
    connect(m_words, &QLineEdit::returnPressed, this, [this] { ask(0); });
    m_words->setFocus();
    showChoice();
    ask(0);
}

void FilesDialog::makeList(const Theme &theme)
{
    m_list = new QListView;
    m_list->setObjectName(QStringLiteral("roomFiles"));
    m_list->setAccessibleName(tr("Files of this room"));
    m_list->setModel(m_model);
    m_list->setItemDelegate(new FileDelegate(theme, m_list));
    m_list->setEditTriggers(QListView::NoEditTriggers);
    m_list->setVerticalScrollMode(QListView::ScrollPerPixel);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    content()->addWidget(m_list, 1);
    connect(m_list, &QListView::activated, this, [this] {
        if (const RoomFile *file = chosen())
            Q_EMIT openWanted(file->file);
    });
    connect(m_list->selectionModel(), &QItemSelectionModel::currentChanged, this, &FilesDialog::showChoice);
}

void FilesDialog::makeButtons()
{
    m_open = makeButton(tr("Open"), "openFile", "link");
    m_save = makeButton(tr("Save"), "saveFile", "link");
    m_message = makeButton(tr("Go to message"), "fileMessage", "link");
    m_more = makeButton(tr("Older files"), "olderFiles", "link");
    auto *row = new QHBoxLayout;
    row->setSpacing(18);
    for (QPushButton *button : {m_open, m_save, m_message})
        row->addWidget(button);
    row->addStretch();
    row->addWidget(m_more);
    content()->addLayout(row);
    connect(m_open, &QPushButton::clicked, this, [this] { Q_EMIT openWanted(chosen()->file); });
    connect(m_save, &QPushButton::clicked, this, [this] { Q_EMIT saveWanted(chosen()->file); });
    connect(m_message, &QPushButton::clicked, this, [this] {
        Q_EMIT messageWanted(m_room, chosen()->seq);
        close(); // it would stand over what was found
    });
    connect(m_more, &QPushButton::clicked, this, [this] { ask(m_files.isEmpty() ? 0 : m_files.last().seq); });
}

const RoomFile *FilesDialog::chosen() const
{
    const int row = m_list->currentIndex().row();
    return row >= 0 && row < m_files.size() ? &m_files[row] : nullptr;
}

void FilesDialog::showChoice()
{
    for (QPushButton *button : {m_open, m_save, m_message})
        button->setEnabled(chosen() != nullptr);
}

void FilesDialog::ask(qint64 before)
{
    m_pause.stop();
    const int asked = ++m_asked;
    m_session.askFiles(m_room, m_words->text().trimmed(), before,
                       [this, asked, before, self = QPointer(this)](const QList<RoomFile> &files, bool more,
                                                                    const auto &problem) {
                           if (!self || asked != m_asked)
                               return;
                           showProblem(problem ? problem->text : QString());
                           if (problem)
                               return;
                           if (before == 0) {
                               m_model->clear();
                               m_files.clear();
                           }
                           show(files, more);
                       });
}

void FilesDialog::show(const QList<RoomFile> &files, bool more)
{
    for (const RoomFile &each : files) {
        const QString time =
            QLocale().toString(QDateTime::fromMSecsSinceEpoch(each.at), QLocale::ShortFormat);
        const QString size = sizeWords(each.file.size);
        auto *item = new QStandardItem(each.file.name);
        item->setData(QString(each.name % QStringLiteral(" · ") % size % QStringLiteral(" · ") % time),
                      FileDelegate::AboutRole);
        item->setData(tr("%1, %2, from %3, %4").arg(each.file.name, size, each.name, time),
                      Qt::AccessibleTextRole);
        m_model->appendRow(item);
    }
    m_files += files;
    m_more->setVisible(more);
    m_count->setText(m_files.isEmpty() ? tr("No files here yet.")
                         : more        ? tr("The newest %n", nullptr, int(m_files.size()))
                                       : tr("%n files", nullptr, int(m_files.size())));
    showChoice();
}

} // namespace courtyard
