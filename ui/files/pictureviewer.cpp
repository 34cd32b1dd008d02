#include "ui/files/pictureviewer.h"

#include "client/timelinemodel.h"
#include "client/transfers/pictures.h"
#include "client/transfers/transfers.h"
#include "ui/files/picturecanvas.h"
#include "ui/widgets/controls.h"
#include "ui/widgets/elidedlabel.h"

#include <QBoxLayout>
#include <QClipboard>
#include <QGuiApplication>
#include <QKeyEvent>
#include <QLabel>
#include <QLocale>
#include <QPushButton>

namespace courtyard {

static constexpr double zoomStep = 1.25;

static QPushButton *tool(const QString &sign, const char *name, const QString &words)
{
    QPushButton *button = makeButton(sign, name, "quiet");
    button->setAccessibleName(words);
    button->setToolTip(words);
    button->setFocusPolicy(Qt::TabFocus); // the arrow keys go on turning pages after a click
    return button;
}

PictureViewer::PictureViewer(Session &session, TimelineModel *timeline, const FileInfo &first,
                             QWidget *parent)
    : QDialog(parent), m_session(session), m_timeline(timeline)
{
    setObjectName(QStringLiteral("pictureViewer"));
    setAttribute(Qt::WA_DeleteOnClose);
    m_canvas = new PictureCanvas;
    m_name = new ElidedLabel("strong");
    m_zoom = makeLabel(QString(), "dim");
    m_before = tool(QStringLiteral("‹"), "previousPicture", tr("Previous picture"));
    m_next = tool(QStringLiteral("›"), "nextPicture", tr("Next picture"));
    QPushButton *farther = tool(QStringLiteral("−"), "zoomOut", tr("Smaller"));
    QPushButton *closer = tool(QStringLiteral("+"), "zoomIn", tr("Larger"));
    QPushButton *fit = tool(tr("Fit"), "zoomFit", tr("All of it"));
    QPushButton *whole = tool(QStringLiteral("1:1"), "zoomFull", tr("As large as it is"));
    m_copy = tool(tr("Copy"), "copyPicture", tr("Copy the picture"));
    QPushButton *save = tool(tr("Save"), "savePicture", tr("Save the picture"));
    QPushButton *close = tool(QStringLiteral("✕"), "closePicture", tr("Close"));
    auto *tools = new QHBoxLayout;
    tools->setContentsMargins(16, 8, 16, 8);
    tools->setSpacing(10);
    tools->addWidget(m_name, 1);
    for (QWidget *each : QList<QWidget *>{m_zoom, farther, closer, fit, whole, m_copy, save, close})
        tools->addWidget(each);
    auto *middle = new QHBoxLayout;
    middle->setContentsMargins(8, 0, 8, 8);
    middle->addWidget(m_before);
    middle->addWidget(m_canvas, 1);
    middle->addWidget(m_next);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addLayout(tools);
    layout->addLayout(middle, 1);
    resize(parent->window()->size());

    connect(m_before, &QPushButton::clicked, this, [this] { step(-1); });
    connect(m_next, &QPushButton::clicked, this, [this] { step(1); });
    connect(farther, &QPushButton::clicked, this, [this] { m_canvas->zoomBy(1 / zoomStep); });
    connect(closer, &QPushButton::clicked, this, [this] { m_canvas->zoomBy(zoomStep); });
    connect(fit, &QPushButton::clicked, m_canvas, &PictureCanvas::fit);
    connect(whole, &QPushButton::clicked, m_canvas, &PictureCanvas::fullSize);
    connect(m_copy, &QPushButton::clicked, this, &PictureViewer::copy);
    connect(save, &QPushButton::clicked, this, [this] { Q_EMIT saveWanted(m_file); });
    connect(close, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_canvas, &PictureCanvas::zoomChanged, this, &PictureViewer::showTools);
    Pictures *pictures = session.pictures();
    connect(pictures, &Pictures::full, this,
            [this](const QString &id, const QImage &image, const QString &path, bool animated) {
                if (id != m_file.id)
                    return;
                m_canvas->showImage(image, QSize(m_file.width.value_or(0), m_file.height.value_or(0)));
                if (animated)
                    m_canvas->play(path);
                showTools();
            });
    connect(pictures, &Pictures::fullFailed, this, [this](const QString &id) {
        if (id == m_file.id)
            m_canvas->showWords(
                tr("This picture cannot be shown just now. It may be too large, or the host is away. "
                   "You can save it instead."));
    });
    if (timeline)
        connect(timeline, &TimelineModel::olderFetched, this, [this] {
            if (std::exchange(m_goesBack, false))
                step(-1);
        });
    showFile(first);
    m_canvas->setFocusPolicy(Qt::StrongFocus);
    m_canvas->setFocus();
}

void PictureViewer::showFile(const FileInfo &file)
{
    m_file = file;
    setWindowTitle(file.name);
    m_name->setText(file.name + QStringLiteral(" · ") + sizeWords(file.size));
    m_canvas->setAccessibleName(tr("Picture %1").arg(file.name));
    m_canvas->showWords(tr("One moment…"));
    // The small one is here already, and is all that one sees at first.
    if (const QImage small = m_session.pictures()->small(file); !small.isNull())
        m_canvas->showImage(small, QSize(file.width.value_or(0), file.height.value_or(0)));
    m_canvas->fit();
    m_session.pictures()->askFull(file);
    showTools();
}

QList<FileInfo> PictureViewer::pictures() const
{
    QList<FileInfo> all;
    for (int row = 0; m_timeline && row < m_timeline->rowCount(); ++row) {
        const QModelIndex index = m_timeline->index(row);
        if (index.data(TimelineModel::DeletedRole).toBool())
            continue;
        for (const FileInfo &file : index.data(TimelineModel::FilesRole).value<QList<FileInfo>>()) {
            if (Pictures::canShow(file))
                all.append(file);
        }
    }
    return all;
}

int PictureViewer::position(const QList<FileInfo> &all) const
{
    return int(all.indexOf(m_file));
}

void PictureViewer::step(int by)
{
    const QList<FileInfo> all = pictures();
    const int to = position(all) + by;
    if (to >= 0 && to < all.size()) {
        showFile(all[to]);
    } else if (to < 0 && m_timeline && m_timeline->hasOlder()) {
        m_goesBack = true;
        if (!m_timeline->isFetching())
            m_timeline->fetchOlder();
    } else if (m_timeline && m_timeline->hasNewer()) {
        m_timeline->fetchNewer();
        if (const QList<FileInfo> more = pictures(); position(more) + 1 < more.size())
            showFile(more[position(more) + 1]);
    }
}

void PictureViewer::showTools()
{
    const QList<FileInfo> all = pictures();
    const int now = position(all);
    m_before->setEnabled(now > 0 || (m_timeline && m_timeline->hasOlder()));
    m_next->setEnabled(now + 1 < all.size() || (m_timeline && m_timeline->hasNewer()));
    m_copy->setEnabled(!m_canvas->image().isNull());
    m_zoom->setText(tr("%1 %").arg(QLocale().toString(qRound(m_canvas->zoom() * 100))));
}

void PictureViewer::copy()
{
    if (!m_canvas->image().isNull())
        QGuiApplication::clipboard()->setImage(m_canvas->image());
}

void PictureViewer::keyPressEvent(QKeyEvent *event)
{
    const bool mirrored = layoutDirection() == Qt::RightToLeft;
    if (event->matches(QKeySequence::Copy)) {
        copy();
        return;
    }
    if (event->matches(QKeySequence::Save)) {
        Q_EMIT saveWanted(m_file);
        return;
    }
    switch (event->key()) {
    case Qt::Key_Left:
    case Qt::Key_Right:
        step((event->key() == Qt::Key_Right) != mirrored ? 1 : -1);
        break;
    case Qt::Key_PageUp:
        step(-1);
        break;
    case Qt::Key_PageDown:
    case Qt::Key_Space:
        step(1);
        break;
    case Qt::Key_Plus:
    case Qt::Key_Equal:
        m_canvas->zoomBy(zoomStep);
        break;
    case Qt::Key_Minus:
        m_canvas->zoomBy(1 / zoomStep);
        break;
    case Qt::Key_0:
        m_canvas->fit();
        break;
    case Qt::Key_1:
        m_canvas->fullSize();
        break;
    default:
        QDialog::keyPressEvent(event);
    }
}

} // namespace courtyard
