// Sends files to whoever fetches them, in a thread of its own, so that no download ever stands before a
// message: a connection's socket is handed over with the request, and comes back when the answer is out
// and more may be asked on it. Made and destroyed in the network thread.
//
//   Incoming ── send(socket, ask) ──► queue ──► thread `sender`: opens, answers, sends in pieces, in
//   turns Network  ◄── kept alive: the socket ─────── Deliveries ◄──┘
#pragma once

#include "server/files/filefolder.h"
#include "server/http/fileanswer.h"
#include "server/sockets/socket.h"
#include "server/store/deliveries.h"

#include <QHash>

#include <atomic>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

namespace courtyard {

class Waker;

struct SenderFigures {
    std::atomic<quint64> bytesOut{0};
    std::atomic<quint64> answered{0}, refused{0}, stalled{0};
    std::atomic<int> underWay{0};
};

class FileSender {
public:
    explicit FileSender(const QString &dataFolder);
    ~FileSender();

    /// Called in the network thread with a connection that may ask for more; whoever listens owns it then.
    void onKeptAlive(std::function<void(Socket)> take) { m_take = std::move(take); }
    /// `address`: whose downloads are counted together.
    void send(Socket socket, const QString &address, const http::FileAsk &ask);
    const SenderFigures &figures() const { return m_figures; }

private:
    struct Transfer;
    struct Order {
        Socket socket;
        QString address;
        http::FileAsk ask;
    };

    void run();
    bool takeOrders();
    void begin(Order order);
    void prepare(Transfer &transfer, const http::FileAsk &ask);
    void work(Transfer &transfer);
    void finish(Transfer &transfer);
    void closeIdle(Transfer &transfer);
    void giveBack(Socket socket);

    const FileFolder m_folder;
    SenderFigures m_figures;
    std::function<void(Socket)> m_take;
    Deliveries m_deliveries;
    std::unique_ptr<Waker> m_waker;
    std::mutex m_mutex;
    std::vector<Order> m_orders; // guarded by m_mutex, as is m_ending
    bool m_ending = false;
    std::vector<std::unique_ptr<Transfer>> m_transfers; // the thread's, as is what follows
    QHash<QString, int> m_perAddress;
    std::thread m_thread; // last: it uses all of the above
};

} // namespace courtyard
