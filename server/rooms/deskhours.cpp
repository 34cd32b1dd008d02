#include "server/rooms/deskhours.h"

#include <algorithm>

namespace courtyard {

bool isOpenAt(const QList<DeskHours> &hours, const QDateTime &now)
{
    if (hours.isEmpty())
        return true;
    const int day = now.date().dayOfWeek();
    const int minute = now.time().hour() * 60 + now.time().minute();
    return std::any_of(hours.cbegin(), hours.cend(), [day, minute](const DeskHours &each) {
        return each.day == day && each.from <= minute && minute < each.to;
    });
}

} // namespace courtyard
