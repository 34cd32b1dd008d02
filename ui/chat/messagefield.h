// The field "Message": Enter sends, Shift+Enter breaks the line; grows with its text up to six lines. Plain
// text.
#pragma once

#include <QImage>
#include <QPlainTextEdit>
#include <QUrl>

namespace courtyard {

class MessageField final : public QPlainTextEdit {
    Q_OBJECT
public:
    explicit MessageField(QWidget *parent = nullptr);

Q_SIGNALS:
    void submitted();
    void escaped();
    /// Pasted or dropped instead of words.
    void filesGiven(const QList<QUrl> &files);
    void imageGiven(const QImage &image);

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void changeEvent(QEvent *event) override;
    bool canInsertFromMimeData(const QMimeData *source) const override;
    void insertFromMimeData(const QMimeData *source) override;

private:
    void grow();
};

} // namespace courtyard
