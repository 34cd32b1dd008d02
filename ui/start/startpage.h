// The first page: one's name, and the two cards Host and Join. Says what the person wants; MainWindow does
// it. GUI thread.
#pragma once

#include "ui/settings.h"

#include <QScrollArea>

#include <optional>

class QLabel;
class QLineEdit;

namespace courtyard {

class HostForm;
class JoinForm;

class StartPage final : public QScrollArea {
    Q_OBJECT
public:
    explicit StartPage(const Theme &theme, QWidget *parent = nullptr);
    void preset(const Settings &settings);
    QString yourName() const;
    void setYourName(const QString &name);
    HostForm *hostForm() const { return m_host; }
    JoinForm *joinForm() const { return m_join; }
    /// The same as a click on the buttons.
    void host();
    void join();

Q_SIGNALS:
    void hostWanted(const QString &yourName, const courtyard::HostingRequest &request);
    void joinWanted(const QString &yourName, const courtyard::Invitation &invitation);

private:
    /// nullopt: said beside the field what is wrong with it.
    std::optional<QString> checkedName();
    void nameEntered();

    QLineEdit *m_name;
    QLabel *m_nameProblem;
    HostForm *m_host;
    JoinForm *m_join;
};

} // namespace courtyard
