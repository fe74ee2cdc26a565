// Text as hospital systems export it, made UTF-8: UTF-8 with or without BOM, or CP932.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "adapters/files/fault.h"

namespace zonefactor::files {

bool is_utf8(std::string_view bytes);

// UTF-8 without BOM. What is no UTF-8 is taken for CP932 (Windows' Japanese code page); what is
// neither is a fault.
std::optional<std::string> as_utf8(std::string_view bytes, Faults& faults);

}  // namespace zonefactor::files
