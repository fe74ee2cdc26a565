#include "service/engine/audit_reader.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

#include "service/journal/entry_codec.h"

namespace zonefactor::engine {

namespace {

constexpr std::uint64_t kWindow = 2048;

template <std::size_t... I>
std::array<std::string_view, sizeof...(I)> types_of(std::index_sequence<I...>) {
  return {journal::type_of(core::Fact(std::in_place_index<I>))...};
}

// A type the journal knows; any other text of a caller's is not repeated (rule V2).
bool is_known_type(const std::string& type) {
  static const auto types = types_of(std::make_index_sequence<std::variant_size_v<core::Fact>>());
  return std::find(types.begin(), types.end(), type) != types.end();
}

}  // namespace

// One page read: the storage connection is opened at the first question, and anew after it failed.
struct AuditReader::Reading {
  OpenStore open;
  std::unique_ptr<ports::Store> store;

  Result page(const ports::AuditQuery& query, core::EntryRef end) try {
    if (!store) store = open();
    const std::uint64_t limit = std::min(query.limit, kMostPerPage);
    return query.newest_first ? backward(query, end, limit) : forward(query, end, limit);
  } catch (const ports::StoreUnavailable& away) {
    store.reset();
    return ports::Unavailable{std::chrono::seconds(1), away.what()};
  }

  Page forward(const ports::AuditQuery& query, core::EntryRef end, std::uint64_t limit) {
    Page page;
    if (limit == 0 || query.from >= end.index) return page;
    const std::uint64_t most = query.type.empty() ? limit : kMostLookedAt;
    const std::uint64_t span = std::min(most, end.index - query.from);
    std::uint64_t behind = query.from + span;
    store->read({end.year, query.from}, span, [&](const ports::JournalRow& row) {
      if (query.type.empty() || row.type == query.type) page.rows.push_back(row);
      if (page.rows.size() < limit) return true;
      behind = row.ref.index + 1;
      return false;
    });
    if (behind < end.index) page.next = behind;
    return page;
  }

  Page backward(const ports::AuditQuery& query, core::EntryRef end, std::uint64_t limit) {
    Page page;
    std::uint64_t below = query.from == 0 ? end.index : std::min(query.from, end.index);
    const std::uint64_t floor = below > kMostLookedAt ? below - kMostLookedAt : 0;
    while (below > floor && page.rows.size() < limit) {
      const std::uint64_t span =
          std::min(below - floor, query.type.empty() ? limit - page.rows.size() : kWindow);
      std::vector<ports::JournalRow> window;
      store->read({end.year, below - span}, span, [&](const ports::JournalRow& row) {
        if (query.type.empty() || row.type == query.type) window.push_back(row);
        return true;
      });
      below -= span;
      for (auto row = window.rbegin(); row != window.rend() && page.rows.size() < limit; ++row) {
        page.rows.push_back(std::move(*row));
        if (page.rows.size() == limit) below = page.rows.back().ref.index;
      }
    }
    if (below > 0) page.next = below;
    return page;
  }
};

AuditReader::AuditReader(OpenStore open, ports::Loop& loop)
    : loop_(loop), reading_(std::make_shared<Reading>(Reading{std::move(open), nullptr})) {}

AuditReader::Place AuditReader::take_place() {
  if (*waiting_ >= kMostWaiting) return nullptr;
  ++*waiting_;
  return Place(waiting_.get(), [waiting = waiting_](void*) { --*waiting; });
}

void AuditReader::read(ports::AuditQuery query, core::EntryRef end, Place place,
                       std::function<void(Result)> done) {
  thread_.give([&loop = loop_, reading = reading_, query = std::move(query), end,
                place = std::move(place), done = std::move(done),
                alive = std::weak_ptr(alive_)]() mutable {
    auto result = std::make_shared<Result>(reading->page(query, end));
    // The place is given back on the loop's thread, where it was taken.
    loop.post([result, place = std::move(place), done = std::move(done), alive] {
      if (!alive.expired()) done(std::move(*result));
    });
  });
}

std::string description_of(const ports::AuditQuery& query) {
  std::string text =
      fmt::format("entries {} from {} limit {}",
                  query.newest_first ? "newest_first" : "oldest_first", query.from, query.limit);
  if (query.type.empty()) return text;
  return text + " type " + (is_known_type(query.type) ? query.type : "unknown");
}

}  // namespace zonefactor::engine
