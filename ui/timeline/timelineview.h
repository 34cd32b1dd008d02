// The list "Timeline" of a room: bubbles, links, reactions, a menu for each message by mouse and by keyboard;
// fetches older and newer pages as one scrolls. What the person wants done is said by signals. GUI thread.
#pragma once

#include "ui/timeline/anchoredlist.h"
#include "ui/timeline/row.h"

#include <QPointer>
#include <QTimer>

class QMenu;

namespace courtyard {

class FileLook;
class Theme;
class TimelineDelegate;
struct Hit;

class TimelineView final : public AnchoredList {
    Q_OBJECT
public:
    explicit TimelineView(const Theme &theme, QWidget *parent = nullptr);

    /// nullptr: no room. The view then stands at the newest message.
    void setTimeline(TimelineModel *timeline);
    TimelineModel *timeline() const { return m_timeline; }
    /// Makes a message the current one, in the middle; false where it is not loaded.
    bool showMessage(qint64 seq);
    /// To the newest message, also where it is not loaded.
    void goToNewest();
    /// What stands there when there is nothing to show.
    /// Where pictures and progress come from; outlives the view.
    void setFileLook(FileLook *files);
    void setEmptyText(const QString &text);
    /// The newest message that is seen; 0: none.
    qint64 newestSeen() const;
    /// The messages of others may be deleted, too.
    void setModerates(bool moderates) { m_moderates = moderates; }
    TimelineDelegate *rowDelegate() const { return m_delegate; }

Q_SIGNALS:
    void replyWanted(const courtyard::Row &row);
    void editWanted(const courtyard::Row &row);
    void deleteWanted(const courtyard::Row &row);
    void reactionWanted(qint64 seq, const QString &emoji, bool on);
    void retryWanted(const QString &key);
    void discardWanted(const QString &key);
    /// What was refused goes back to where it was written.
    void rewriteWanted(const courtyard::Row &row);
    /// Others may add to the menu of a message.
    void menuFilling(QMenu *menu, const courtyard::Row &row);
    void copyWanted(const QString &text);
    void linkOpened(const QUrl &url);
    /// A file was clicked, or chosen from the menu.
    void fileOpened(const courtyard::FileInfo &file);
    void fileSaveWanted(const courtyard::FileInfo &file);
    void fileStopWanted(const courtyard::FileInfo &file);

protected:
    void contextMenuEvent(QContextMenuEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void changeEvent(QEvent *event) override;
    void rowWidthChanged(int width) override;
    int wantedHeight(const QModelIndex &index) const override;
    void measure(const QModelIndex &index) override;
    bool canHold(const QModelIndex &index) const override;
    bool endsHere() const override;

private:
    Hit hitAt(QPoint position) const;
    void act(const Hit &hit, const Row &row);
    void fetchWhereNeeded();
    void repaintFile(const QString &fileOrKey);
    void addFiles(QMenu *menu, const Row &row);
    QMenu *makeMenu(const Row &row);
    QMenu *makeReactMenu(const Row &row, QMenu *parent);

    const Theme &m_theme;
    TimelineDelegate *m_delegate;
    FileLook *m_files = nullptr;
    QPointer<TimelineModel> m_timeline;
    QTimer m_fetch; // after scrolling and layout have settled
    QString m_emptyText;
    bool m_moderates = false;
};

} // namespace courtyard
