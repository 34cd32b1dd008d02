// What a conversation is for: to talk in a room, or to write down what only agents may read.
#pragma once

namespace courtyard {

enum class Purpose { Talk, Notes };

} // namespace courtyard
