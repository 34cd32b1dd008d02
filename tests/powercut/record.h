// What the shim writes down and the test reads: one head for each thing that a host did to its data folder,
// in the order in which the system did it, with the name and the bytes behind it.
#pragma once

#include <cstdint>

namespace courtyard::powercut {

enum class Op : std::uint32_t {
    Create, // name; the file is `file` from now on
    Write, // file, at `number`, bytes
    Truncate, // file, to `number` bytes
    SyncFile, // file
    SyncFolder, // name
    Remove, // name
    Rename, // name, bytes: the new name
    MakeFolder, // name
    Send, // bytes to a peer, just before they left
};

struct RecordHead {
    Op op;
    std::uint32_t nameBytes;
    std::uint64_t file;
    std::uint64_t number;
    std::uint64_t bytes;
};

} // namespace courtyard::powercut
