#include "server/files/filesender.h"

#include "server/files/filelimits.h"
#include "server/files/filelog.h"
#include "server/files/sendingsocket.h"
#include "server/files/sniff.h"

#include <QFile>

#ifdef Q_OS_LINUX
#include <fcntl.h>
#endif
#ifdef Q_OS_UNIX
#include <csignal>
#endif

namespace courtyard {

namespace {

using Steady = std::chrono::steady_clock;

constexpr std::chrono::seconds lookAtStalled{1};
constexpr std::chrono::seconds lingering{1}; // for the peer to read our last words (RELIABILITY 24)

http::FileFacts factsOf(QFile &file)
{
    const QByteArray mime = sniffMime(file.peek(sniffBytes));
    return {file.size(), mime, isShownInline(mime)};
}

} // namespace

struct FileSender::Transfer {
    Transfer(Socket taken, QString whose) : socket(std::move(taken)), address(std::move(whose)) { }

    SendingSocket socket;
    QString address;
    QFile file;
    http::FileAnswer answer;
    qsizetype piece = 0; // of the answer
    qint64 sentOfPiece = 0;
    Steady::time_point movedAt = Steady::now();
    bool isLingering = false; // our side is shut down
    bool isOver = false;
};

FileSender::FileSender(const QString &dataFolder)
    : m_folder(dataFolder), m_waker(std::make_unique<Waker>()), m_thread([this] { run(); })
{ }

FileSender::~FileSender()
{
    {
        const std::lock_guard lock(m_mutex);
        m_ending = true;
    }
    m_waker->wake();
    m_thread.join();
}

void FileSender::send(Socket socket, const QString &address, const http::FileAsk &ask)
{
    {
        const std::lock_guard lock(m_mutex);
        m_orders.push_back({std::move(socket), address, ask});
    }
    m_waker->wake();
}

void FileSender::run()
{
#ifdef Q_OS_UNIX
    sigset_t brokenPipe; // sendfile has no flag against it
    sigemptyset(&brokenPipe);
    sigaddset(&brokenPipe, SIGPIPE);
    pthread_sigmask(SIG_BLOCK, &brokenPipe, nullptr);
#endif
    while (takeOrders()) {
        std::vector<Waiting> waiting;
        waiting.reserve(m_transfers.size());
        for (const auto &transfer : m_transfers)
            waiting.push_back({transfer->isLingering ? qintptr(-1) : transfer->socket.descriptor()});
        const auto wait = std::chrono::milliseconds(lookAtStalled).count();
        waitForRoom(waiting, *m_waker, m_transfers.empty() ? -1 : int(wait));
        for (std::size_t i = 0; i < waiting.size(); ++i) {
            Transfer &transfer = *m_transfers[i];
            if (transfer.isLingering)
                closeIdle(transfer);
            else if (waiting[i].ready)
                work(transfer);
            else if (Steady::now() - transfer.movedAt > filelimits::stalledDownload) {
                ++m_figures.stalled;
                transfer.isOver = true;
            }
        }
        std::erase_if(m_transfers, [this](const auto &transfer) {
            if (!transfer->isOver)
                return false;
            if (--m_perAddress[transfer->address] == 0)
                m_perAddress.remove(transfer->address);
            return true;
        });
        m_figures.underWay = int(m_transfers.size());
    }
    m_transfers.clear();
}

bool FileSender::takeOrders()
{
    std::vector<Order> orders;
    bool ending = false;
    {
        const std::lock_guard lock(m_mutex);
        orders.swap(m_orders);
        ending = m_ending;
    }
    for (Order &order : orders)
        begin(std::move(order));
    return !ending;
}

void FileSender::begin(Order order)
{
    auto transfer = std::make_unique<Transfer>(std::move(order.socket), order.address);
    prepare(*transfer, order.ask);
    ++m_perAddress[order.address];
    m_transfers.push_back(std::move(transfer));
}

void FileSender::prepare(Transfer &transfer, const http::FileAsk &ask)
{
    const QDateTime utc = QDateTime::currentDateTimeUtc();
    if (int(m_transfers.size()) >= filelimits::downloads
        || m_perAddress.value(transfer.address) >= filelimits::downloadsPerAddress) {
        ++m_figures.refused;
        http::Response busy = http::Response::text(503, "Too many downloads at once; try again in a moment.");
        busy.headers += {{"Retry-After", "2"}};
        transfer.answer = http::answerWithout(ask, busy, utc);
        return;
    }
    transfer.file.setFileName(m_folder.path(QString::fromLatin1(ask.id)));
    if (!transfer.file.open(QIODevice::ReadOnly | QIODevice::Unbuffered)) {
        ++m_figures.refused;
        transfer.answer = http::answerWithout(ask, http::Response::text(404, "There is no such file."), utc);
        return;
    }
    ++m_figures.answered;
    transfer.answer = http::answerFile(ask, factsOf(transfer.file), filelimits::ranges, utc);
#ifdef Q_OS_LINUX
    ::posix_fadvise(transfer.file.handle(), 0, 0, POSIX_FADV_SEQUENTIAL);
#endif
}

// As much as the system takes at once, but not more than a piece: then it is the next one's turn.
void FileSender::work(Transfer &transfer)
{
    qint64 turn = filelimits::sendPiece;
    while (turn > 0) {
        if (transfer.piece == transfer.answer.pieces.size()) {
            finish(transfer);
            return;
        }
        const http::FilePiece &piece = transfer.answer.pieces.at(transfer.piece);
        const qint64 heads = piece.bytes.size();
        const qint64 left = heads + piece.length - transfer.sentOfPiece;
        if (left == 0) {
            ++transfer.piece;
            transfer.sentOfPiece = 0;
            continue;
        }
        const bool more = piece.length > 0;
        const qint64 sent = transfer.sentOfPiece < heads
            ? transfer.socket.send(QByteArrayView(piece.bytes).sliced(transfer.sentOfPiece),
                                   more ? SendingSocket::More::Follows : SendingSocket::More::Last)
            : transfer.socket.sendFile(transfer.file, piece.offset + transfer.sentOfPiece - heads,
                                       std::min(left, turn));
        if (sent < 0)
            transfer.isOver = true;
        if (sent <= 0)
            return;
        transfer.sentOfPiece += sent;
        transfer.movedAt = Steady::now();
        m_figures.bytesOut += quint64(sent);
        turn -= sent;
    }
}

void FileSender::finish(Transfer &transfer)
{
    if (transfer.answer.after == http::AfterAnswer::KeepAlive) {
        giveBack(transfer.socket.giveAway());
        transfer.isOver = true;
        return;
    }
    transfer.socket.shutDownSending();
    transfer.isLingering = true;
    transfer.file.close();
}

void FileSender::closeIdle(Transfer &transfer)
{
    transfer.isOver = Steady::now() - transfer.movedAt > lingering || transfer.socket.isGone();
}

void FileSender::giveBack(Socket socket)
{
    // Closed where nobody takes it any more.
    auto shared = std::make_shared<Socket>(std::move(socket));
    m_deliveries.add([this, shared] {
        if (m_take)
            m_take(std::move(*shared));
    });
}

} // namespace courtyard
