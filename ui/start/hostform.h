// The card "Host" of the start page: what the place is called and, under Options, its port and join code. GUI
// thread.
#pragma once

#include "ui/hosting.h"

#include <QFrame>

class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;
class QSpinBox;

namespace courtyard {

class HostForm final : public QFrame {
    Q_OBJECT
public:
    explicit HostForm(QWidget *parent = nullptr);
    void setRequest(const HostingRequest &request);
    HostingRequest request() const;
    void setBusy(bool busy);
    void showProblem(const QString &text); // empty: none

Q_SIGNALS:
    void hostWanted();

private:
    QWidget *makeOptions();
    void submit();

    QLineEdit *m_place;
    QPushButton *m_host;
    QPushButton *m_optionsToggle;
    QWidget *m_options;
    QSpinBox *m_port;
    QComboBox *m_codeKind;
    QLineEdit *m_code;
    QLabel *m_problem;
};

} // namespace courtyard
