// "Found on this network": the hosts that are heard, as they come and go; or words, while there is none. GUI
// thread.
#pragma once

#include "client/hosttable.h"

#include <QWidget>

class QLabel;
class QListView;

namespace courtyard {

class FoundModel;
class HostFinder;
class HostSearch;
class SearchBar;
class Theme;

class FoundList final : public QWidget {
    Q_OBJECT
public:
    explicit FoundList(const Theme &theme, QWidget *parent = nullptr);
    /// `finder` outlives the list.
    void follow(const HostFinder &finder);
    /// Offers to look for those that are not heard; searchWanted() says that the person wants it.
    void offerSearch(HostSearch &search);
    /// Not listed: the host that this app itself runs. Empty: none.
    void setOwnHost(const HostId &host);
    const QList<FoundHost> &hosts() const;

Q_SIGNALS:
    void changed();
    void chosen(const courtyard::FoundHost &host);
    void searchWanted();

private:
    void refresh();

    const HostFinder *m_finder = nullptr;
    HostId m_own;
    FoundModel *m_model;
    QListView *m_list;
    QLabel *m_nobody;
    SearchBar *m_search;
};

} // namespace courtyard
