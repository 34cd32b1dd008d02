#include "ui/people/selfnews.h"

#include <QCoreApplication>

namespace courtyard {

namespace {
struct Words {
    Q_DECLARE_TR_FUNCTIONS(courtyard::SelfNews)
};
} // namespace

QString selfNews(const Self &before, const Self &now, const QString &reason)
{
    if (now.muted > before.muted)
        return reason.isEmpty() ? Words::tr("You were muted.")
                                : Words::tr("You were muted: “%1”").arg(reason);
    if (before.muted > 0 && now.muted == 0)
        return Words::tr("You may write again.");
    if (now.role == before.role)
        return {};
    if (now.role == Role::Moderator)
        return Words::tr("You are a moderator now.");
    if (now.role == Role::Agent)
        return Words::tr("You answer at the help desk now.");
    return before.role == Role::Agent ? Words::tr("You no longer answer at the help desk.")
                                      : Words::tr("You are no moderator any more.");
}

} // namespace courtyard
