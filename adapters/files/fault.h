// What is wrong with a file somebody wrote: where, what, and how to mend it.
//
// Promise: a reader of files reports every fault it can see, not the first; and no fault repeats a
// credential's number or a secret, because faults are printed and logged.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace zonefactor::files {

struct Fault {
  std::string file;
  int line = 0;  // from 1; 0 where no line can be named
  std::string what;
  std::string remedy;
  bool operator==(const Fault&) const = default;
};

// "file:line: what; remedy", on one line.
std::string to_text(const Fault& fault);

// Something legal that its author may not have meant.
struct Warning {
  int line = 0;
  std::string what;
  bool operator==(const Warning&) const = default;
};

// Faults beyond this many are counted, not kept.
inline constexpr std::size_t kMaxFaults = 1000;

// Collects the faults of one file.
class Faults {
 public:
  explicit Faults(std::string file);

  void add(int line, std::string what, std::string remedy);
  bool empty() const { return faults_.empty(); }
  // In order of lines; of one line in the order found.
  std::vector<Fault> take();

 private:
  std::string file_;
  std::vector<Fault> faults_;
  std::size_t not_kept_ = 0;
};

// `text` in double quotes, control characters escaped, cut to a length fit for one line.
std::string in_quotes(std::string_view text);

// The candidate that differs least from `text`, where one is close enough to be meant; else empty.
std::string_view nearest(std::string_view text, const std::vector<std::string_view>& candidates);

// `did you mean "x"?` where a candidate is near, else `otherwise`.
std::string did_you_mean(std::string_view text, const std::vector<std::string_view>& candidates,
                         std::string otherwise);

// "a", "b" or "c".
std::string listed(const std::vector<std::string_view>& words);

}  // namespace zonefactor::files
