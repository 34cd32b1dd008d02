// One picture as large as there is room, or larger: wheel, + and − and drag look closer. GUI thread.
#pragma once

#include <QImage>
#include <QWidget>

#include <memory>

class QMovie;

namespace courtyard {

class PictureCanvas final : public QWidget {
    Q_OBJECT
public:
    explicit PictureCanvas(QWidget *parent = nullptr);
    ~PictureCanvas() override;
    /// Words instead of a picture: while it comes, or why it does not.
    void showWords(const QString &words);
    /// Not larger than it is, unless the person looks closer. `natural`: its pixels, where `image` has fewer
    /// of them.
    void showImage(const QImage &image, QSize natural);
    void play(const QString &path);
    QImage image() const { return m_image; }
    double zoom() const;
    void zoomBy(double factor) { zoomAt(factor, QRectF(rect()).center()); }
    void fit();
    void fullSize();

Q_SIGNALS:
    void zoomChanged();

protected:
    void paintEvent(QPaintEvent *event) override;
    void wheelEvent(QWheelEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    double fitting() const;
    void zoomAt(double factor, QPointF where);
    void keepInSight();

    QImage m_image;
    std::unique_ptr<QMovie> m_movie;
    QString m_words;
    QSizeF m_natural;
    double m_zoom = 0; // of natural pixels; 0: fits
    QPointF m_middle; // of the picture, from the middle of the widget
    QPointF m_dragFrom;
};

} // namespace courtyard
