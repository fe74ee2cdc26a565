#include "service/cli/whole_logs.h"

#include <fmt/format.h>
#include <unistd.h>

#include "service/cli/progress.h"
#include "service/journal/entry_codec.h"
#include "service/journal/log_origin.h"

namespace zonefactor::cli {

namespace {

// The year of the log before, as the first entry's checkpoint names it.
std::optional<std::int32_t> year_before(const std::string& opened) {
  const auto decoded = journal::decode(opened);
  const auto* fact = decoded ? std::get_if<core::LogOpened>(&decoded->fact) : nullptr;
  if (fact == nullptr)
    throw LogFault("the log's first entry does not open it: " + std::string(kKeep));
  if (fact->previous.empty()) return std::nullopt;
  const auto year = journal::year_of_origin(fact->previous.substr(0, fact->previous.find('\n')));
  if (!year) throw LogFault("the log's first entry names no log before it: " + std::string(kKeep));
  return year;
}

// Whether the journal itself says that a log was pruned: else a service that keeps entries back
// could say so. Looks at the entries of the logs behind it.
class PruningOnRecord {
 public:
  explicit PruningOnRecord(std::optional<std::int32_t> year) : year_(year) {}

  void take(std::string_view entry) {
    if (!year_ || found_ || entry.find("\"log.pruned\"") == std::string_view::npos) return;
    const auto decoded = journal::decode(entry);
    const auto* pruned = decoded ? std::get_if<core::LogPruned>(&decoded->fact) : nullptr;
    found_ = pruned != nullptr && pruned->year == *year_;
  }

  // Every entry was taken.
  void end() const {
    if (!year_ || found_) return;
    throw LogFault(fmt::format(
        "the service does not give out the entries of the log of {}, and no entry of the "
        "logs after it says that they were pruned: {}",
        *year_, kKeep));
  }

 private:
  std::optional<std::int32_t> year_;
  bool found_ = false;
};

}  // namespace

WholeLogs whole_logs(const FetchObject& fetch, const std::string& facility, std::int32_t latest,
                     const std::vector<journal::VerifierKey>& keys) {
  WholeLogs whole;
  for (std::optional<std::int32_t> year = latest; year;) {
    ServedLog log(fetch, facility, *year, keys);
    const auto checkpoint = log.checkpoint();
    if (!checkpoint || checkpoint->size == 0)
      throw LogFault(fmt::format("{} has published nothing: wait a second, or ask whoever runs it",
                                 log.origin()));
    if (!whole.logs.empty() && !log.has_entry(0, *checkpoint)) {
      whole.pruned = year;
      return whole;
    }
    const auto before = year_before(log.entry(0, *checkpoint));
    if (before && *before >= *year)
      throw LogFault("a log goes on from a later one: " + std::string(kKeep));
    whole.logs.insert(whole.logs.begin(), std::move(log));
    year = before;
  }
  return whole;
}

std::vector<journal::Checkpoint> read_logs(
    const WholeLogs& whole,
    const std::function<bool(core::EntryRef ref, std::string_view bytes)>& take) {
  std::vector<journal::Checkpoint> read;
  PruningOnRecord pruning(whole.pruned);
  bool enough = false;
  for (const ServedLog& log : whole.logs) {
    if (enough && !whole.pruned) break;
    read.push_back(log.checkpoint().value());
    Progress progress(::isatty(STDERR_FILENO) != 0, read.back().size, "entries");
    log.read_all(read.back(), [&](std::uint64_t index, std::string_view bytes) {
      pruning.take(bytes);
      enough = !take({log.year(), index}, bytes);
      progress.reached(index, index);
    });
  }
  pruning.end();
  return read;
}

}  // namespace zonefactor::cli
