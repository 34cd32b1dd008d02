#include "dialogue.h"

#include "courtyarddialogue.h"
#include "plaindialogue.h"

namespace courtyard::bench {

std::unique_ptr<Dialogue> makeDialogue(const Options &options, std::vector<Room> &rooms, Later &later)
{
    switch (options.protocol) {
    case Protocol::Plain:
        return std::make_unique<PlainDialogue>(rooms);
    case Protocol::SocketIo:
        return std::make_unique<SocketIoDialogue>(rooms);
    case Protocol::Courtyard:
        return std::make_unique<CourtyardDialogue>(rooms, later, options.beat);
    }
    return {};
}

} // namespace courtyard::bench
