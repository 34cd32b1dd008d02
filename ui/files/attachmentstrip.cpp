#include "ui/files/attachmentstrip.h"

#include "client/transfers/filenames.h"
#include "client/transfers/transfers.h"
#include "ui/theme/theme.h"
#include "ui/timeline/filepainter.h"
#include "ui/widgets/controls.h"
#include "ui/widgets/elidedlabel.h"

#include <QApplication>
#include <QBoxLayout>
#include <QCheckBox>
#include <QFile>
#include <QImageReader>
#include <QLabel>
#include <QPointer>
#include <QPushButton>
#include <QScrollArea>
#include <QScrollBar>
#include <QThreadPool>

#include <algorithm>

namespace courtyard {

static constexpr int mostCards = 40; // more are counted, not shown
static constexpr int thumbSide = 40;

AttachmentStrip::AttachmentStrip(const Theme &theme, QWidget *parent) : QFrame(parent), m_theme(theme)
{
    setObjectName(QStringLiteral("attachments"));
    setAccessibleName(tr("Attached files"));
    auto *cards = new QWidget;
    cards->setObjectName(QStringLiteral("plain"));
    m_cards = new QHBoxLayout(cards);
    m_cards->setContentsMargins(0, 0, 0, 0);
    m_cards->setSpacing(8);
    auto *scroll = new QScrollArea;
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(NoFrame);
    scroll->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setFocusPolicy(Qt::NoFocus); // its cards take it
    scroll->setWidget(cards);
    scroll->setFixedHeight(theme.px(56) + scroll->horizontalScrollBar()->sizeHint().height());
    m_count = makeLabel(QString(), "dim");
    m_count->setObjectName(QStringLiteral("attachmentCount"));
    m_original = new QCheckBox(tr("Original size"));
    m_original->setObjectName(QStringLiteral("originalSize"));
    m_original->setToolTip(tr("Else large photos are made smaller: enough for a screen, and quickly sent."));
    m_keepLocation = new QCheckBox(tr("Keep where photos were taken"));
    m_keepLocation->setObjectName(QStringLiteral("keepLocation"));
    m_keepLocation->setToolTip(tr("Else what pictures say of places, people and cameras is taken out."));
    auto *choices = new QHBoxLayout;
    choices->setSpacing(12);
    choices->addWidget(m_count);
    choices->addStretch();
    choices->addWidget(m_original);
    choices->addWidget(m_keepLocation);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(4);
    layout->addWidget(scroll);
    layout->addLayout(choices);
    hide();
}

void AttachmentStrip::add(const QList<Attachment> &attachments)
{
    for (const Attachment &attachment : attachments) {
        const bool isThere =
            std::any_of(m_attachments.cbegin(), m_attachments.cend(),
                        [&](const Attachment &known) { return known.path == attachment.path; });
        if (!isThere)
            m_attachments.append(attachment);
    }
    show();
    Q_EMIT changed();
}

void AttachmentStrip::setAttachments(const QList<Attachment> &attachments)
{
    m_attachments = attachments;
    m_original->setChecked(!attachments.isEmpty() && attachments.first().original);
    m_keepLocation->setChecked(!attachments.isEmpty() && attachments.first().keepLocation);
    show();
    Q_EMIT changed();
}

QList<Attachment> AttachmentStrip::attachments() const
{
    QList<Attachment> all = m_attachments;
    for (Attachment &attachment : all) {
        attachment.original = m_original->isChecked();
        attachment.keepLocation = m_keepLocation->isChecked();
    }
    return all;
}

void AttachmentStrip::remove(const QString &path)
{
    m_attachments.removeIf([&](const Attachment &attachment) {
        if (attachment.path == path && attachment.ours)
            QFile::remove(path);
        return attachment.path == path;
    });
    show();
    Q_EMIT changed();
}

void AttachmentStrip::show()
{
    while (QLayoutItem *old = m_cards->takeAt(0)) {
        if (QWidget *card = old->widget()) {
            card->hide();
            card->deleteLater(); // its own button may be what brought us here
        }
        delete old;
    }
    qint64 bytes = 0;
    for (int n = 0; n < m_attachments.size(); ++n) {
        bytes += m_attachments[n].size;
        if (n < mostCards)
            m_cards->addWidget(makeCard(n));
    }
    m_cards->addStretch();
    m_count->setText(tr("%n files", nullptr, int(m_attachments.size())) + QStringLiteral(" · ")
                     + sizeWords(bytes));
    const auto isPicture = [](const Attachment &each) { return kindOf(each.name, {}) == FileKind::Picture; };
    m_original->setVisible(std::any_of(m_attachments.cbegin(), m_attachments.cend(),
                                       [](const Attachment &attachment) { return attachment.isPhoto; }));
    m_keepLocation->setVisible(std::any_of(m_attachments.cbegin(), m_attachments.cend(), isPicture));
    setVisible(!m_attachments.isEmpty());
}

QWidget *AttachmentStrip::makeCard(int n)
{
    const Attachment &attachment = m_attachments[n];
    QFrame *card = makeFrame("smallcard");
    card->setFixedWidth(m_theme.px(210));
    const int side = m_theme.px(thumbSide);
    QLabel *thumb = makeLabel(fileLabel(attachment.name), "dim");
    thumb->setFixedSize(side, side);
    thumb->setAlignment(Qt::AlignCenter);
    loadThumb(thumb, attachment);
    auto *name = new ElidedLabel("");
    name->setText(attachment.name);
    auto *words = new QVBoxLayout;
    words->setSpacing(0);
    words->addWidget(name);
    words->addWidget(makeLabel(sizeWords(attachment.size), "dim"));
    QPushButton *away = makeButton(QStringLiteral("✕"), "removeAttachment", "quiet");
    away->setAccessibleName(tr("Do not send %1").arg(attachment.name));
    away->setToolTip(tr("Do not send"));
    connect(away, &QPushButton::clicked, this, [this, path = attachment.path] { remove(path); });
    auto *row = new QHBoxLayout(card);
    row->setContentsMargins(6, 6, 6, 6);
    row->setSpacing(8);
    row->addWidget(thumb);
    row->addLayout(words, 1);
    row->addWidget(away);
    return card;
}

/// Decoded elsewhere: a photo takes its time.
void AttachmentStrip::loadThumb(QLabel *label, const Attachment &attachment)
{
    if (kindOf(attachment.name, {}) != FileKind::Picture)
        return;
    const double ratio = devicePixelRatioF();
    const int side = int(m_theme.px(thumbSide) * ratio);
    QThreadPool::globalInstance()->start([label = QPointer(label), path = attachment.path, side, ratio] {
        QImageReader reader(path);
        reader.setAutoTransform(true);
        if (const QSize size = reader.size(); size.isValid())
            reader.setScaledSize(size.scaled(side, side, Qt::KeepAspectRatioByExpanding));
        QImage image = reader.read();
        if (image.isNull())
            return;
        image = image.copy((image.width() - side) / 2, (image.height() - side) / 2, side, side);
        image.setDevicePixelRatio(ratio);
        QMetaObject::invokeMethod(qApp, [label, image] {
            if (label)
                label->setPixmap(QPixmap::fromImage(image));
        });
    });
}

} // namespace courtyard
