// The reports and tables of a pack, made by this program and not taken from the pack.
//
// For a pack that was verified: what stands in them follows from entries that its checkpoints
// commit to, whoever made the files in the pack.
#pragma once

#include <filesystem>
#include <string>

#include "service/verify/pack_contents.h"

namespace zonefactor::evidence {

// Makes `directory` and in it README.txt, the reports and the tables of the pack at `path`. Throws
// std::runtime_error with words where the directory is there already or cannot be written, and
// Unreadable.
void write_derived(const std::string& path, const PackContents& contents,
                   const std::filesystem::path& directory);

}  // namespace zonefactor::evidence
