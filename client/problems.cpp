#include "client/problems.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QLocale>

namespace courtyard {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(courtyard::Problems)
public:
    static QString of(const answer::Error &error)
    {
        switch (error.code) {
        case ErrorCode::UnsupportedProtocol:
            return tr(
                "This host speaks another version of Courtyard. Install the same version on both devices.");
        case ErrorCode::WrongCode:
            return tr("The join code is wrong. Ask the person who hosts for the code on their screen.");
        case ErrorCode::NameTaken:
            return error.free.isEmpty()
                ? tr("This name is taken. Choose another one.")
                : tr("This name is taken. Choose another one, for instance %1.").arg(error.free);
        case ErrorCode::NoRoom:
            return tr("This room is not there any more.");
        case ErrorCode::NotMember:
            return tr("You are not in this room. Join it first.");
        case ErrorCode::Forbidden:
            if (error.until)
                return because(tr("You are muted here until %1.").arg(moment(*error.until)), error.reason);
            return tr("You may not do this here. Ask the person who hosts.");
        case ErrorCode::NoEvent:
            return tr("This message is not there any more.");
        case ErrorCode::NoFile:
            return tr("This file is not there any more. Attach it again.");
        case ErrorCode::TooLarge:
            return tr("This is too long. Make it shorter, or send it in parts.");
        case ErrorCode::RateLimited:
            return tr("That was too much at once. Try again in %n seconds.", nullptr, seconds(error));
        case ErrorCode::Busy:
            return tr("The host is full or stopping just now. Try again in a moment.");
        case ErrorCode::Storage:
            return tr("The host could not save this; its disk may be full. Tell the person who hosts, and "
                      "try again.");
        case ErrorCode::BadRequest:
            return error.text.isEmpty() ? wentWrong()
                                        : tr("The host does not accept this: %1").arg(error.text);
        case ErrorCode::BadJson:
        case ErrorCode::UnknownType:
        case ErrorCode::NotHello:
        case ErrorCode::Internal:
            break;
        }
        return wentWrong();
    }
    static QString moment(qint64 ms)
    {
        const QDateTime at = QDateTime::fromMSecsSinceEpoch(ms);
        const QLocale here;
        return at.date() == QDate::currentDate() ? here.toString(at.time(), QLocale::ShortFormat)
                                                 : here.toString(at, QLocale::ShortFormat);
    }
    /// Words of others behind our own.
    static QString because(const QString &text, const QString &reason)
    {
        return reason.isEmpty() ? text : tr("%1 The reason given: “%2”").arg(text, reason);
    }
    static QString banned(const std::optional<qint64> &until, const QString &reason)
    {
        return because(until ? tr("You are banned here until %1.").arg(moment(*until))
                             : tr("You are banned here."),
                       reason);
    }
    static int seconds(const answer::Error &error)
    {
        return std::max(1, int((error.retryMs.value_or(1000) + 999) / 1000));
    }
    static QString wentWrong() { return tr("Something went wrong at the host. Try again."); }
};

SessionProblem words(const QString &text)
{
    return {std::nullopt, text, {}};
}

} // namespace

SessionProblem problems::of(const RequestFailure &failure)
{
    switch (failure.why) {
    case RequestFailure::Why::Refused:
        return {failure.error.code, Words::of(failure.error), failure.error.free};
    case RequestFailure::Why::TimedOut:
        return words(Words::tr("The host did not answer. Try again."));
    case RequestFailure::Why::Nonsense:
        return words(
            Words::tr("The host's answer could not be read. Install the same version on both devices."));
    case RequestFailure::Why::Lost:
        break;
    }
    return offline();
}

SessionProblem problems::ofHello(const answer::Error &error, const JoinRequest &request)
{
    SessionProblem problem{error.code, Words::of(error), error.free};
    if (error.code == ErrorCode::WrongCode && request.invitation.code.isEmpty())
        problem.text =
            Words::tr("A join code is needed here. Ask the person who hosts for the code on their screen.");
    else if (error.code == ErrorCode::Forbidden && (error.until || !error.reason.isEmpty()))
        problem.text = Words::banned(error.until, error.reason);
    else if (error.code == ErrorCode::Forbidden)
        problem.text = Words::tr("You are not let in here. Ask the person who hosts.");
    return problem;
}

WaitReason problems::waitReason(const RequestFailure &failure)
{
    if (failure.why == RequestFailure::Why::TimedOut)
        return WaitReason::NoAnswer;
    switch (failure.error.code) {
    case ErrorCode::RateLimited:
        return WaitReason::Throttled;
    case ErrorCode::Storage:
        return WaitReason::HostDisk;
    default:
        return WaitReason::HostBusy;
    }
}

QString problems::waits(WaitReason reason)
{
    switch (reason) {
    case WaitReason::Connection:
        return Words::tr("Waits for the connection.");
    case WaitReason::Joining:
        return Words::tr("Waits for the room to open.");
    case WaitReason::Throttled:
        return Words::tr("The host asks for a short pause. It is sent by itself.");
    case WaitReason::HostDisk:
        return Words::tr("The host cannot save just now; its disk may be full. It is sent again by itself.");
    case WaitReason::HostBusy:
        return Words::tr("The host is full or stopping just now. It is sent again by itself.");
    case WaitReason::NoAnswer:
        break;
    }
    return Words::tr("The host did not answer. It is sent again by itself.");
}

QString problems::what(const ClientMessage &message)
{
    if (const auto *post = std::get_if<request::Post>(&message))
        return post->text;
    if (const auto *edit = std::get_if<request::Edit>(&message))
        return Words::tr("Edit: %1").arg(edit->text);
    if (std::holds_alternative<request::Delete>(message))
        return Words::tr("A message to be deleted");
    if (const auto *react = std::get_if<request::React>(&message))
        return react->on ? Words::tr("Reaction %1").arg(react->emoji)
                         : Words::tr("Reaction %1 to be taken back").arg(react->emoji);
    if (const auto *topic = std::get_if<request::SetTopic>(&message))
        return Words::tr("Topic: %1").arg(topic->text);
    return {};
}

QString problems::notDone(const ClientMessage &message, const QString &why)
{
    if (std::holds_alternative<request::Delete>(message))
        return Words::tr("The message was not deleted. %1").arg(why);
    if (std::holds_alternative<request::React>(message))
        return Words::tr("The reaction was not changed. %1").arg(why);
    if (std::holds_alternative<request::SetTopic>(message))
        return Words::tr("The topic was not changed. %1").arg(why);
    return why;
}

SessionProblem problems::offline()
{
    return words(Words::tr("There is no connection to the host just now. Try again when it is back."));
}

SessionProblem problems::unreachable(const QString &address)
{
    return words(
        Words::tr("Nobody answers at %1. Check the address, and that both devices are in the same network.")
            .arg(address));
}

SessionProblem problems::notAHost(const QString &address)
{
    return words(
        Words::tr("What answers at %1 is not Courtyard. Check the address and the port.").arg(address));
}

SessionProblem problems::noAddress()
{
    return words(
        Words::tr("There is no address to go to. Type the one on the screen of the person who hosts."));
}

SessionProblem problems::notEncrypted(const QString &address)
{
    return words(
        Words::tr("What answers at %1 does not encrypt, so nothing was sent to it. Check the address "
                  "and the port; an old version of Courtyard there needs an update.")
            .arg(address));
}

SessionProblem problems::anotherHost(const SessionProblem::AnotherHost &another)
{
    SessionProblem problem = words(
        Words::tr("This is another host than before at %1. Nothing was sent to it.").arg(another.address));
    problem.another = another;
    return problem;
}

QString problems::movedTo(const QString &address)
{
    return Words::tr("The host has moved to %1. You are connected there.").arg(address);
}

SessionProblem problems::dismissed(const answer::Bye &bye)
{
    return {
        std::nullopt,
        bye.code == answer::ByeCode::Banned
            ? Words::banned(bye.until, bye.reason)
            : Words::because(Words::tr("You were removed by a moderator. You may come back when you like."),
                             bye.reason),
        {}};
}

} // namespace courtyard
