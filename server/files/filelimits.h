// What a host allows of files beyond the protocol's own limits (protocol/limits.h), by name. Values that the
// person who hosts may set stand in FileQuota; protocol/README.md §9 lists them.
#pragma once

#include "protocol/limits.h"

#include <QtGlobal>

#include <chrono>

namespace courtyard {

/// Set on the command line. Bytes.
struct FileQuota {
    qint64 file = limits::fileBytes; // the largest one
    qint64 total = 64LL << 30; // of all files and uploads
    qint64 perMember = 16LL << 30; // that one member uploaded and that are still there
    qint64 keepFree = -1; // of the disk; negative: 1 GiB, or a tenth of a small disk
};

namespace filelimits {

// Uploading
inline constexpr qint64 window = 1 << 20; // bytes of one upload that may be under way
inline constexpr qint64 acknowledge = 256 << 10; // `uploading` at least so often, while bytes come fast
inline constexpr int openPerMember = 16; // uploads that are under way, on all connections of a member
inline constexpr int openInAll = 64;
inline constexpr int partialPerMember = 200; // that were begun and not ended
inline constexpr int endedRemembered = 64; // of a connection: a late chunk is told the true offset
inline constexpr qint64 syncEvery = 16 << 20; // bytes that a loss of power may cost an upload
inline constexpr qint64 writeBackEvery = 1 << 20; // bytes, handed to the disk without waiting
inline constexpr qint64 rehashPiece = 8 << 20; // read at a time, so that other uploads go on meanwhile
inline constexpr int kept = 256; // hashes of uploads that lost their connection, so that they go on at once
inline constexpr int fileNameBytes = 255; // UTF-8, what file systems take

// Going away
inline constexpr qint64 unnamedMs = 24 * 3600 * 1000LL; // uploaded, and named by no message
inline constexpr qint64 partialMs = 3 * 24 * 3600 * 1000LL; // since its last byte
inline constexpr std::chrono::minutes expireEvery{10};
inline constexpr int namingsAtOnce = 100; // files that the log is asked about in one go

// Pictures
inline constexpr int thumbSide = 640; // pixels of the longer side, at most
inline constexpr int thumbQuality = 80;
inline constexpr qint64 thumbWorth = 192 << 10; // smaller files of small pictures are their own thumbnails
inline constexpr int allocationMiB = 64; // RELIABILITY, "Images"
inline constexpr qint64 mostPixels = (qint64(allocationMiB) << 20) / 4;
inline constexpr qint64 mostBaselinePixels =
    128'000'000; // JPEGs that can be decoded at a fraction of their size
inline constexpr std::chrono::seconds thumbPatience{3}; // that `uploaded` waits for its turn

// Downloads
inline constexpr int downloads = 512; // under way
inline constexpr int downloadsPerAddress = 64;
inline constexpr std::chrono::seconds stalledDownload{60}; // not a byte taken
inline constexpr int ranges = 32; // of one answer; more, and the whole file is sent
inline constexpr qint64 sendPiece = 512 << 10; // of one download, before it is the next one's turn

} // namespace filelimits
} // namespace courtyard
