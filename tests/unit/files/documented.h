// What a page of the documentation says about tables and members: for each heading with a name in
// backquotes, the members that begin a row of the table below it.
#pragma once

#include <fstream>
#include <map>
#include <set>
#include <string>

namespace zonefactor {

using Documented = std::map<std::string, std::set<std::string>>;

// The text between the first two backquotes of `line`.
inline std::string in_backquotes(const std::string& line) {
  const auto begin = line.find('`');
  const auto end = line.find('`', begin + 1);
  if (begin == std::string::npos || end == std::string::npos) return {};
  return line.substr(begin + 1, end - begin - 1);
}

// `page` as in "docs/facility.md".
inline Documented documented_in(const std::string& page) {
  std::ifstream file(std::string(ZONEFACTOR_SOURCE_DIR) + "/" + page);
  Documented out;
  std::string heading;
  for (std::string line; std::getline(file, line);) {
    if (line.rfind("##", 0) == 0) heading = in_backquotes(line);
    if (line.rfind("| `", 0) == 0) out[heading].insert(in_backquotes(line));
  }
  return out;
}

}  // namespace zonefactor
