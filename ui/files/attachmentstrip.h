// What is going to be sent along: a card for each file with its picture, name, size and a way out; for
// photos, whether they keep their size and the place where they were taken. Hidden while there is none. GUI
// thread.
#pragma once

#include "client/transfers/attachment.h"

#include <QFrame>

class QCheckBox;
class QHBoxLayout;
class QLabel;

namespace courtyard {

class Theme;

class AttachmentStrip final : public QFrame {
    Q_OBJECT
public:
    explicit AttachmentStrip(const Theme &theme, QWidget *parent = nullptr);
    void add(const QList<Attachment> &attachments);
    /// With what was chosen for photos.
    QList<Attachment> attachments() const;
    bool isEmpty() const { return m_attachments.isEmpty(); }
    void setAttachments(const QList<Attachment> &attachments);

Q_SIGNALS:
    void changed();

private:
    void show();
    QWidget *makeCard(int n);
    void loadThumb(QLabel *label, const Attachment &attachment);
    void remove(const QString &path);

    const Theme &m_theme;
    QList<Attachment> m_attachments;
    QHBoxLayout *m_cards;
    QLabel *m_count;
    QCheckBox *m_original;
    QCheckBox *m_keepLocation;
};

} // namespace courtyard
