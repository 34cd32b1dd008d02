#include "ui/chat/composer.h"

#include "protocol/limits.h"
#include "ui/chat/messagefield.h"
#include "ui/files/attachmentstrip.h"
#include "ui/files/gather.h"
#include "ui/theme/theme.h"
#include "ui/widgets/controls.h"
#include "ui/widgets/elidedlabel.h"
#include "ui/widgets/emoji.h"

#include <QBoxLayout>
#include <QFileDialog>
#include <QGridLayout>
#include <QLocale>
#include <QMenu>
#include <QPushButton>
#include <QWidgetAction>

namespace courtyard {

static constexpr int emojiColumns = 6;

Composer::Composer(const Theme &theme, Purpose purpose, QWidget *parent) : QFrame(parent), m_purpose(purpose)
{
    const bool notes = purpose == Purpose::Notes;
    setProperty("look", QLatin1String(notes ? "notes" : "side"));
    m_contextBar = makeContextBar();
    m_field = new MessageField;
    if (notes) {
        m_field->setObjectName(QStringLiteral("noteField"));
        m_field->setAccessibleName(tr("Internal note"));
    }
    m_emoji = makeButton(QStringLiteral("🙂"), "emoji", "quiet");
    m_emoji->setAccessibleName(tr("Emoji"));
    m_emoji->setToolTip(tr("Emoji"));
    m_emoji->setMenu(makeEmojiMenu(theme));
    m_attach = makeButton(QStringLiteral("📎"), "attach", "quiet");
    m_attach->setAccessibleName(tr("Attach files"));
    m_attach->setToolTip(tr("Attach files. They may also be dropped here, or pasted."));
    m_attachments = new AttachmentStrip(theme);
    m_send = makeButton(sendWords(), notes ? "addNote" : "send", "primary");
    for (QPushButton *button : {m_attach, m_emoji, m_send})
        button->setFixedHeight(theme.px(36)); // in line with a field of one line
    auto *row = new QHBoxLayout;
    row->setSpacing(8);
    row->addWidget(m_attach, 0, Qt::AlignBottom);
    row->addWidget(m_field, 1);
    row->addWidget(m_emoji, 0, Qt::AlignBottom);
    if (!notes)
        row->addWidget(m_send, 0, Qt::AlignBottom);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(16, 10, 16, 10);
    layout->setSpacing(8);
    m_why = makeLabel(QString(), "dim");
    m_why->setObjectName(QStringLiteral("writingRule"));
    m_why->setWordWrap(true);
    m_why->hide();
    layout->addWidget(m_why);
    layout->addWidget(m_contextBar);
    layout->addWidget(m_attachments);
    layout->addLayout(row);
    if (notes) // a narrow pane
        layout->addWidget(m_send, 0, Qt::AlignTrailing);
    setTabOrder(m_field, m_send);

    connect(m_send, &QPushButton::clicked, this, &Composer::submit);
    connect(m_field, &MessageField::submitted, this, &Composer::submit);
    connect(m_attach, &QPushButton::clicked, this, &Composer::chooseFiles);
    connect(m_field, &MessageField::filesGiven, this, &Composer::attach);
    connect(m_field, &MessageField::imageGiven, this, [this](const QImage &image) {
        gather(image, m_pasted.path(), this, [this](const Gathered &found) { take(found); });
    });
    connect(m_field, &MessageField::escaped, this, &Composer::endContext);
    connect(m_field, &QPlainTextEdit::textChanged, this, [this] {
        if (!m_field->toPlainText().isEmpty() && m_field->hasFocus())
            Q_EMIT typed();
        sayDraft();
    });
}

QString Composer::sendWords() const
{
    return m_purpose == Purpose::Notes ? tr("Add note") : tr("Send");
}

QFrame *Composer::makeContextBar()
{
    auto *bar = new QFrame;
    m_context = new ElidedLabel("dim");
    m_context->setObjectName(QStringLiteral("composerContext"));
    QPushButton *end = makeButton(QStringLiteral("✕"), "endContext", "quiet");
    end->setAccessibleName(tr("Stop replying or editing"));
    end->setToolTip(tr("Stop replying or editing"));
    auto *layout = new QHBoxLayout(bar);
    layout->setContentsMargins(12, 0, 0, 0);
    layout->addWidget(m_context, 1);
    layout->addWidget(end);
    connect(end, &QPushButton::clicked, this, &Composer::endContext);
    bar->hide();
    return bar;
}

QMenu *Composer::makeEmojiMenu(const Theme &theme)
{
    auto *menu = new QMenu(this);
    auto *panel = new QWidget;
    auto *grid = new QGridLayout(panel);
    grid->setContentsMargins(4, 4, 4, 4);
    grid->setSpacing(2);
    const QStringList offered = offeredEmoji();
    for (int n = 0; n < offered.size(); ++n) {
        QPushButton *button = makeButton(offered[n], "", "quiet");
        button->setObjectName(QStringLiteral("emoji%1").arg(n));
        button->setFont(theme.font(18));
        button->setFixedSize(theme.px(36), theme.px(34));
        grid->addWidget(button, n / emojiColumns, n % emojiColumns);
        connect(button, &QPushButton::clicked, this, [this, menu, emoji = offered[n]] {
            menu->close();
            m_field->insertPlainText(emoji);
            m_field->setFocus();
        });
    }
    auto *action = new QWidgetAction(menu);
    action->setDefaultWidget(panel);
    menu->addAction(action);
    return menu;
}

void Composer::setRoom(const RoomId &room, const QString &title, const KeptDraft &kept)
{
    m_field->setPlaceholderText(m_purpose == Purpose::Notes ? tr("Only agents read this")
                                                            : tr("Message %1").arg(title));
    if (room == m_room)
        return;
    m_now.text = m_field->toPlainText();
    m_now.attachments = m_attachments->attachments();
    m_drafts.insert(m_room, m_now);
    m_room = room;
    bring(m_drafts.contains(room) ? m_drafts.take(room)
                                  : Draft{kept.text, kept.reply, kept.edit, kept.context, {}});
}

void Composer::setRule(const WritingRule &rule)
{
    using May = WritingRule::May;
    m_rule = rule;
    m_why->setText(rule.why);
    m_why->setVisible(!rule.why.isEmpty());
    const bool maySend = rule.may == May::Write || m_now.edit > 0;
    for (QWidget *part :
         {static_cast<QWidget *>(m_field), static_cast<QWidget *>(m_attach), static_cast<QWidget *>(m_emoji)})
        part->setEnabled(rule.may != May::NotWrite);
    m_send->setEnabled(rule.may != May::NotWrite && maySend);
}

void Composer::sayDraft()
{
    Q_EMIT drafted(m_room, {m_field->toPlainText(), m_now.reply, m_now.edit, m_now.context});
}

void Composer::bring(const Draft &draft)
{
    m_now = draft;
    m_field->setPlainText(draft.text);
    m_field->moveCursor(QTextCursor::End);
    m_context->setText(draft.context);
    m_contextBar->setVisible(!draft.context.isEmpty());
    m_send->setText(draft.edit > 0 ? tr("Save") : sendWords());
    m_attachments->setAttachments(draft.attachments);
    setRule(m_rule); // an edit is no post
    sayDraft(); // its text may be the same as before
}

void Composer::attach(const QList<QUrl> &files)
{
    gather(files, this, [this](const Gathered &found) { take(found); });
}

void Composer::take(const Gathered &found)
{
    if (m_now.edit > 0) // an edit has no files
        endContext();
    m_attachments->add(found.files);
    m_field->setFocus();
    if (found.left > 0 && !found.files.isEmpty())
        Q_EMIT problem(tr("%n files were attached.", nullptr, int(found.files.size())) + QLatin1Char(' ')
                       + tr("%n more were left out: that is too many at once, or they cannot be read.",
                            nullptr, found.left));
    else if (found.files.isEmpty())
        Q_EMIT problem(tr("There is no file to attach there that can be read."));
}

void Composer::chooseFiles()
{
    auto *dialog = new QFileDialog(this, tr("Attach files"));
    dialog->setObjectName(QStringLiteral("attachDialog"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFiles);
    connect(dialog, &QFileDialog::filesSelected, this, [this](const QStringList &paths) {
        QList<QUrl> files;
        for (const QString &path : paths)
            files.append(QUrl::fromLocalFile(path));
        attach(files);
    });
    dialog->open();
}

void Composer::startReply(const Row &row)
{
    const QString text = m_now.edit > 0 ? QString() : m_field->toPlainText();
    bring({text, row.seq, 0, tr("Reply to %1: %2").arg(row.name, row.text.simplified()),
           m_attachments->attachments()});
    m_field->setFocus();
}

void Composer::startEdit(const Row &row)
{
    bring({row.text, 0, row.seq, tr("Edit your message"), {}});
    m_field->setFocus();
}

void Composer::rewrite(const Row &row)
{
    const QString now = m_now.edit > 0 ? QString() : m_field->toPlainText();
    const QString text = now.isEmpty() ? row.text : row.text + QLatin1Char('\n') + now;
    if (row.reply > 0)
        bring({text, row.reply, 0, tr("Reply to %1: %2").arg(row.replyName, row.replyText),
               m_attachments->attachments()});
    else
        bring({text, 0, 0, {}, m_attachments->attachments()});
    m_field->setFocus();
}

void Composer::endContext()
{
    bring({m_now.edit > 0 ? QString() : m_field->toPlainText(), 0, 0, {}, m_attachments->attachments()});
    m_field->setFocus();
}

void Composer::submit()
{
    if (!m_send->isEnabled())
        return;
    QString text = m_field->toPlainText();
    const QList<Attachment> attachments = m_attachments->attachments();
    if (text.trimmed().isEmpty() && attachments.isEmpty())
        return;
    if (text.trimmed().isEmpty())
        text.clear();
    while (!text.isEmpty() && text.back().isSpace())
        text.chop(1);
    if (const qsizetype bytes = text.toUtf8().size(); bytes > limits::textBytes) {
        Q_EMIT problem(tr("This is too long for one message: %1 of %2 bytes. Send it in parts.")
                           .arg(QLocale().toString(bytes), QLocale().toString(limits::textBytes)));
        return;
    }
    const Draft done = m_now;
    bring({});
    if (done.edit > 0)
        Q_EMIT editWanted(done.edit, text);
    else
        Q_EMIT postWanted(text, done.reply > 0 ? std::optional(done.reply) : std::nullopt, attachments);
    m_field->setFocus();
}

} // namespace courtyard
