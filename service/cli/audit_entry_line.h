// One line for one entry: when by the facility's clocks, which, and what an auditor looks for
// first.
#pragma once

#include <fmt/format.h>

#include <string>

#include "service/cli/reply_json.h"
#include "service/core/time.h"

namespace zonefactor::cli {

inline std::string entry_line(simdjson::dom::element entry, const core::TimeZone& zone) {
  const std::string type = text_at(entry, "/type");
  std::string rest;
  if (type == "login.decided") {
    rest =
        fmt::format("{} {} {}", text_at(entry, "/body/value/class"),
                    text_at(entry, "/body/value/outcome"), list_at(entry, "/body/value/reasons"));
  } else {
    for (const char* member : {"/body/value/kind", "/body/value/why", "/body/value/what"}) {
      const std::string text = text_at(entry, member);
      if (!text.empty()) rest += text + " ";
    }
  }
  std::string at = text_at(entry, "/recorded_at");
  if (const auto instant = core::parse_rfc3339(at)) at = core::format_rfc3339(*instant, zone);
  std::string line = fmt::format("{}  {:<24} {:<22} {}", at, text_at(entry, "/entry"), type, rest);
  line.erase(line.find_last_not_of(' ') + 1);
  return line;
}

}  // namespace zonefactor::cli
