// The files of a pack that anybody can make again from its primary ones.
//
// Promise: the same primary files give the same bytes, on any machine; no rule is applied, so they
// can also be made where the rules would say otherwise. One walk over the entries.
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "service/core/sealed_state.h"
#include "service/journal/sha256.h"
#include "service/verify/file_names.h"
#include "service/verify/pack_files.h"

namespace zonefactor::evidence {

// The version of ZoneFactor that makes them so. A pack names the one that made its own.
std::string_view program_version();

// Pieces of the files, each file's in order.
using DerivedSink = std::function<void(DerivedFile file, std::string_view piece)>;
// Throws Unreadable. `passed` is called with the number of entries gone by, now and then.
void make_derived(const PackFiles& files, const PackContents& contents, const DerivedSink& sink,
                  const std::function<void(std::uint64_t passed)>& passed = {});

// A line of SHA256SUMS, as sha256sum writes it.
std::string sum_line(const journal::Digest& digest, const std::string& name);

// The sealed state of the pack. Throws Unreadable.
core::SealedState read_state(const PackFiles& files);

}  // namespace zonefactor::evidence
