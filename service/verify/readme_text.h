// README.txt of a pack: what it is, what it proves and what not, and how to check it, first in
// Japanese and then in English.
#pragma once

#include <string>

#include "service/verify/pack_contents.h"

namespace zonefactor::evidence {

std::string readme_text(const PackContents& contents);

}  // namespace zonefactor::evidence
