// When a topic is open: always, or at times of the week, in the time of the computer that hosts. GUI thread.
#pragma once

#include "protocol/types.h"

#include <QWidget>

class QBoxLayout;
class QPushButton;
class QRadioButton;

namespace courtyard {

class HoursEdit final : public QWidget {
    Q_OBJECT
public:
    explicit HoursEdit(QWidget *parent = nullptr);
    void setHours(const QList<DeskHours> &hours);
    /// By day and time; empty: always.
    QList<DeskHours> hours() const;
    /// What is wrong, in words; empty: nothing.
    QString wrong() const;

private:
    void addRow(const DeskHours &hours);
    QList<DeskHours> rows() const;
    void showRows();

    QRadioButton *m_always;
    QRadioButton *m_sometimes;
    QWidget *m_box;
    QBoxLayout *m_rows;
    QPushButton *m_add;
};

} // namespace courtyard
