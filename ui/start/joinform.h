// The card "Join" of the start page: hosts of this network, places that one has been to, an address, and a
// join code. GUI thread.
#pragma once

#include "client/session.h"
#include "ui/settings.h"

#include <QFrame>

class QLabel;
class QLineEdit;
class QListView;
class QPushButton;
class QStandardItemModel;
class QVBoxLayout;

namespace courtyard {

class FoundList;
class HostFinder;
class HostSearch;

class JoinForm final : public QFrame {
    Q_OBJECT
public:
    explicit JoinForm(const Theme &theme, QWidget *parent = nullptr);
    void setAddress(const QString &typed);
    QString address() const;
    /// Those of them that are found on this network stand among the found ones instead.
    void setRecent(const QList<RecentPlace> &places);
    /// From now on the hosts that are heard are listed. `finder` outlives the form.
    void showFound(const HostFinder &finder);
    /// Beside them, a button that searches. `search` outlives the form.
    void offerSearch(HostSearch &search);
    /// The host that this app itself runs, and that is not listed. Empty: none.
    void setOwnHost(const HostId &host);
    /// On the way: says where to, and offers to give up.
    void showConnecting(const QString &text);
    /// Why it did not work, and what helps: asks for the code, or offers the free name.
    void showProblem(const SessionProblem &problem);
    void showIdle();
    void submit();

Q_SIGNALS:
    void joinWanted(const courtyard::Invitation &invitation);
    void freeNameChosen(const QString &name);
    void cancelled();
    /// No longer to be listed among the places that one has been to.
    void forgetWanted(const courtyard::RecentPlace &place);

private:
    void offerToForget(const QPoint &at);
    void forget(const QModelIndex &index);
    QList<quint16> portsToSearch() const;
    void addRecent(QVBoxLayout *layout, const Theme &theme);
    void listRecent();
    void joinAt(const QString &address);
    void addStatus(QVBoxLayout *layout);
    void addressEdited();

    FoundList *m_found;
    QList<RecentPlace> m_recentPlaces; // all
    QList<RecentPlace> m_listedPlaces; // those that are not found
    QLabel *m_recentLabel;
    QListView *m_recent;
    QStandardItemModel *m_places;
    QLabel *m_addressLabel;
    QLineEdit *m_address;
    QPushButton *m_join;
    QLineEdit *m_code;
    QLabel *m_status;
    QPushButton *m_useFree;
    QPushButton *m_cancel;
    QString m_freeName;
};

} // namespace courtyard
