// The command line of PROTOCOL §7, as a value. Pure.
#pragma once

#include "protocol/invitation.h"
#include "server/files/filelimits.h"

#include <QHostAddress>
#include <QStringList>

#include <optional>
#include <variant>

namespace courtyard {

struct Options {
    bool host = false;     // --host: host at once
    bool headless = false; // --headless
    std::optional<Invitation> join; // --join: join at once
    QString room;          // --room: with --join
    QString name;          // --name: the host's with --host, the person's with --join; empty: not given
    std::optional<quint16> port;
    enum class Code { Auto, None, Fixed };
    std::optional<Code> code; // nothing: --code was not given
    QString fixedCode;
    QString dataFolder;    // never empty: the platform's own folder where --data was not given
    QList<QHostAddress> bind;
    QStringList allowedOrigins;
    QStringList desks;     // --desk: topics of the help desk, made where they are not there yet
    bool rateLimit = true;
    bool requireEncryption = false;
    FileQuota files;
};

/// --version and --help: print this on standard output, end with 0.
struct PrintAndExit {
    QString text;
};
/// Print this one line on standard error, end with 2.
struct WrongArguments {
    QString text;
};

/// `arguments` with the program's name first.
std::variant<Options, PrintAndExit, WrongArguments> parseCommandLine(const QStringList &arguments);

/// Exit codes of PROTOCOL §7.
enum class ExitCode { Ended = 0, WrongArguments = 2, PortTaken = 3, DataFolder = 4 };

} // namespace courtyard
