// The replies that agents keep ready, above the field while what stands in it begins with "/": narrowed down
// as one types, chosen by keyboard or mouse, then edited and sent like any other words. GUI thread.
#pragma once

#include "protocol/types.h"

#include <QFrame>

class QListWidget;

namespace courtyard {

class MessageField;
class Theme;

class CannedPopup final : public QFrame {
    Q_OBJECT
public:
    /// `over`: in which it is shown, above the field.
    CannedPopup(MessageField *field, const Theme &theme, QWidget *over);
    /// Empty: there are none here.
    void setReplies(const QList<CannedReply> &replies);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void typed();
    void fill(const QString &words);
    void place();
    void step(int by);
    void choose();

    MessageField *m_field;
    const Theme &m_theme;
    QListWidget *m_list;
    QList<CannedReply> m_replies;
    QString m_putAway; // by Escape, until something else is typed
};

} // namespace courtyard
