#include "service/journal/handle.h"

#include <algorithm>

namespace zonefactor::journal {

std::vector<std::string> handles_in(std::string_view body) {
  std::vector<std::string> handles;
  std::size_t end = 0;
  for (std::size_t begin = 0; begin < body.size(); begin = end + 1) {
    end = std::min(body.find_first_not_of(kHandleAlphabet, begin), body.size());
    const std::string_view run = body.substr(begin, end - begin);
    const bool known = std::find(handles.begin(), handles.end(), run) != handles.end();
    if (run.size() == kHandleSize && !known) handles.emplace_back(run);
  }
  return handles;
}

}  // namespace zonefactor::journal
