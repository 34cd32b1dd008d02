#include "app/commandline.h"

#include "protocol/limits.h"
#include "protocol/names.h"
#include "protocol/origins.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QDir>
#include <QStandardPaths>

namespace courtyard {

namespace {

struct CommandLine {
    Q_DECLARE_TR_FUNCTIONS(courtyard::CommandLine)
};

// Their names as constants: each is added once, and asked for once.
const QString host = QStringLiteral("host");
const QString headless = QStringLiteral("headless");
const QString join = QStringLiteral("join");
const QString room = QStringLiteral("room");
const QString port = QStringLiteral("port");
const QString name = QStringLiteral("name");
const QString code = QStringLiteral("code");
const QString data = QStringLiteral("data");
const QString bindTo = QStringLiteral("bind");
const QString allowOrigin = QStringLiteral("allow-origin");
const QString desk = QStringLiteral("desk");
const QString requireEncryption = QStringLiteral("require-encryption");
const QString fileLimit = QStringLiteral("file-limit");
const QString filesTotal = QStringLiteral("files-total");
const QString filesPerMember = QStringLiteral("files-per-member");
const QString keepFree = QStringLiteral("keep-free");
const QString noRateLimit = QStringLiteral("no-rate-limit");

void addOptions(QCommandLineParser &parser)
{
    parser.addHelpOption();
    parser.addVersionOption();
    parser.addOption({host, CommandLine::tr("Host at once.")});
    parser.addOption(
        {headless,
         CommandLine::tr("With --host: no window, and no display needed; ends on SIGINT or SIGTERM.")});
    parser.addOption({join, CommandLine::tr("Join at once: host, host:port, or an invitation link."),
                      QStringLiteral("ADDRESS")});
    parser.addOption({room, CommandLine::tr("With --join: the room."), QStringLiteral("ROOM")});
    parser.addOption({port, CommandLine::tr("The port to listen on; 3000 by default, 0 takes a free one."),
                      QStringLiteral("N")});
    parser.addOption({name, CommandLine::tr("With --host the name of the place, with --join the person's."),
                      QStringLiteral("TEXT")});
    parser.addOption({code,
                      CommandLine::tr("The join code; \"none\", or \"auto\" for six digits, the default."),
                      QStringLiteral("CODE")});
    parser.addOption(
        {data, CommandLine::tr("Where history, files, keys and settings live."), QStringLiteral("DIR")});
    parser.addOption({bindTo,
                      CommandLine::tr("Listen on this address only; repeatable. All interfaces by default."),
                      QStringLiteral("ADDRESS")});
    parser.addOption({allowOrigin, CommandLine::tr("A web site that may embed the help desk; repeatable."),
                      QStringLiteral("ORIGIN")});
    parser.addOption(
        {desk, CommandLine::tr("Makes a help desk topic at start; repeatable."), QStringLiteral("NAME")});
    parser.addOption(
        {requireEncryption,
         CommandLine::tr(
             "Takes encrypted connections only: browsers are sent to https, where they warn once.")});
    const QString size = QStringLiteral("SIZE");
    parser.addOption(
        {fileLimit, CommandLine::tr("The largest file that is taken, for instance 500M or 4G, the default."),
         size});
    parser.addOption(
        {filesTotal, CommandLine::tr("What all files together may take; 64G by default."), size});
    parser.addOption(
        {filesPerMember, CommandLine::tr("What the files of one person may take; 16G by default."), size});
    parser.addOption(
        {keepFree,
         CommandLine::tr("What files leave free on the disk; 1G by default, or a tenth of a small disk."),
         size});
    parser.addOption({noRateLimit, CommandLine::tr("For measurements: nothing is throttled.")});
}

/// What a step of reading found wrong; empty: nothing.
using Problem = QString;

Problem readPort(const QCommandLineParser &parser, Options &options)
{
    if (!parser.isSet(port))
        return {};
    bool ok = false;
    const QString text = parser.value(port);
    const uint number = text.toUInt(&ok);
    if (!ok || number > 65535 || !text.at(0).isDigit())
        return CommandLine::tr("--port takes a number from 0 to 65535, not \"%1\".").arg(text);
    options.port = quint16(number);
    return {};
}

Problem readCode(const QCommandLineParser &parser, Options &options)
{
    if (!parser.isSet(code))
        return {};
    const QString text = parser.value(code).trimmed();
    if (text == QLatin1StringView("auto")) {
        options.code = Options::Code::Auto;
        return {};
    }
    if (text == QLatin1StringView("none")) {
        options.code = Options::Code::None;
        return {};
    }
    if (text.isEmpty() || text.size() > limits::codeChars)
        return CommandLine::tr("--code takes \"auto\", \"none\", or a code of 1 to %1 characters.")
            .arg(limits::codeChars);
    options.code = Options::Code::Fixed;
    options.fixedCode = text;
    return {};
}

Problem readJoin(const QCommandLineParser &parser, Options &options)
{
    if (!parser.isSet(join))
        return parser.isSet(room) ? CommandLine::tr("--room goes with --join.") : Problem();
    if (parser.isSet(host))
        return CommandLine::tr("--host and --join exclude each other.");
    options.join = Invitation::parse(parser.value(join));
    if (!options.join)
        return CommandLine::tr(
                   "--join takes an address such as 192.168.1.5:3000 or an invitation link, not \"%1\".")
            .arg(parser.value(join));
    options.room = parser.value(room);
    return {};
}

Problem readName(const QCommandLineParser &parser, Options &options)
{
    if (!parser.isSet(name))
        return {};
    const auto acceptable = acceptableName(parser.value(name));
    if (!acceptable)
        return CommandLine::tr("--name takes 1 to %1 characters that can be seen.").arg(limits::nameChars);
    options.name = *acceptable;
    return {};
}

Problem readAddresses(const QCommandLineParser &parser, Options &options)
{
    const QStringList addresses = parser.values(bindTo);
    for (const QString &text : addresses) {
        const QHostAddress address(text);
        if (address.isNull())
            return CommandLine::tr("--bind takes an address such as 192.168.1.5, not \"%1\".").arg(text);
        options.bind.append(address);
    }
    return {};
}

Problem readOrigins(const QCommandLineParser &parser, Options &options)
{
    const QStringList origins = parser.values(allowOrigin);
    for (const QString &text : origins) {
        const auto origin = acceptableOrigin(text);
        if (!origin)
            return CommandLine::tr("--allow-origin takes an origin such as https://example.org, not \"%1\".")
                .arg(text);
        options.allowedOrigins.append(*origin);
    }
    return {};
}

Problem readDesks(const QCommandLineParser &parser, Options &options)
{
    const QStringList desks = parser.values(desk);
    for (const QString &text : desks) {
        const auto acceptable = acceptableName(text);
        if (!acceptable)
            return CommandLine::tr("--desk takes 1 to %1 characters that can be seen.")
                .arg(limits::nameChars);
        options.desks.append(*acceptable);
    }
    return {};
}

Problem readFlags(const QCommandLineParser &parser, Options &options)
{
    options.host = parser.isSet(host);
    options.headless = parser.isSet(headless);
    options.rateLimit = !parser.isSet(noRateLimit);
    options.requireEncryption = parser.isSet(requireEncryption);
    if (options.headless && !options.host)
        return CommandLine::tr("--headless goes with --host.");
    if (!parser.positionalArguments().isEmpty())
        return CommandLine::tr("\"%1\" is not an option; see --help.")
            .arg(parser.positionalArguments().constFirst());
    return {};
}

// A number of bytes, with K, M, G or T behind it for so many KiB, MiB, GiB or TiB.
std::optional<qint64> bytesFrom(QString text)
{
    constexpr qint64 most = limits::safeInteger;
    const qsizetype unit = text.isEmpty() ? -1 : QStringLiteral("KMGT").indexOf(text.back().toUpper());
    if (unit >= 0)
        text.chop(1);
    bool ok = false;
    const qint64 number = text.toLongLong(&ok);
    const int shift = 10 * int(unit + 1);
    if (!ok || number < 0 || !text.at(0).isDigit() || number > most >> shift)
        return std::nullopt;
    return number << shift;
}

Problem readFileQuota(const QCommandLineParser &parser, Options &options)
{
    const std::pair<QString, qint64 *> sizes[] = {{fileLimit, &options.files.file},
                                                  {filesTotal, &options.files.total},
                                                  {filesPerMember, &options.files.perMember},
                                                  {keepFree, &options.files.keepFree}};
    for (const auto &[option, value] : sizes) {
        if (!parser.isSet(option))
            continue;
        const auto bytes = bytesFrom(parser.value(option));
        if (!bytes)
            return CommandLine::tr("--%1 takes a size such as 500M or 4G, not \"%2\".")
                .arg(option, parser.value(option));
        *value = *bytes;
    }
    return {};
}

Problem readDataFolder(const QCommandLineParser &parser, Options &options)
{
    if (parser.isSet(data) && parser.value(data).isEmpty())
        return CommandLine::tr("--data takes a folder.");
    options.dataFolder = parser.isSet(data)
        ? QDir(parser.value(data)).absolutePath()
        : QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation)
            + QLatin1StringView("/courtyard");
    return {};
}

QString helpText(const QCommandLineParser &parser, const QString &program)
{
    // QCommandLineParser takes the program's name from the application object, which is not there yet, and
    // offers
    // --help-all, which has nothing to add here.
    QStringList lines = parser.helpText().split(QLatin1Char('\n'));
    lines.removeIf([](const QString &line) { return line.contains(QLatin1StringView("--help-all")); });
    lines[0] = CommandLine::tr("Usage: %1 [options]").arg(program);
    return lines.join(QLatin1Char('\n'));
}

} // namespace

std::variant<Options, PrintAndExit, WrongArguments> parseCommandLine(const QStringList &arguments)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(CommandLine::tr("Talk to everyone on this network, without internet."));
    addOptions(parser);
    if (!parser.parse(arguments))
        return WrongArguments{parser.errorText().simplified()};
    if (parser.isSet(QStringLiteral("help")))
        return PrintAndExit{helpText(parser, QStringLiteral("courtyard"))};
    if (parser.isSet(QStringLiteral("version")))
        return PrintAndExit{QStringLiteral("courtyard " COURTYARD_VERSION "\n")};
    Options options;
    using Step = Problem (*)(const QCommandLineParser &, Options &);
    for (const Step step : {readFlags, readPort, readCode, readJoin, readName, readAddresses, readOrigins,
                            readDesks, readFileQuota, readDataFolder}) {
        const Problem problem = step(parser, options);
        if (!problem.isEmpty())
            return WrongArguments{problem.simplified()};
    }
    return options;
}

} // namespace courtyard
