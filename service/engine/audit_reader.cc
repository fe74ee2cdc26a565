#include "service/engine/audit_reader.h"

#include <algorithm>
#include <utility>

#include "service/engine/stored_times.h"

namespace zonefactor::engine {

namespace {

constexpr std::uint64_t kWindow = 2048;

}  // namespace

// One page read: the storage connection is opened at the first question, and anew after it failed.
struct AuditReader::Reading {
  OpenStore open;
  std::unique_ptr<ports::Store> store;

  Result page(const ports::AuditQuery& query, const AuditFilter& filter, core::EntryRef end) try {
    if (!store) store = open();
    const std::uint64_t limit = std::min(query.limit, kMostPerPage);
    const Span span = span_of(query, end);
    if (limit == 0 || span.first >= span.behind) return Page();
    return query.newest_first ? backward(filter, span, limit) : forward(filter, span, limit);
  } catch (const ports::StoreUnavailable& away) {
    store.reset();
    return ports::Unavailable{std::chrono::seconds(1), away.what()};
  }

  struct Span {
    core::EntryRef first;
    core::EntryRef behind;
  };

  Span span_of(const ports::AuditQuery& query, core::EntryRef end) {
    Span span{store->first().value_or(end), end};
    if (query.from) {
      const core::EntryRef from{query.from->year == 0 ? end.year : query.from->year,
                                query.from->index};
      core::EntryRef& bound = query.newest_first ? span.behind : span.first;
      bound = query.newest_first ? std::min(bound, from) : std::max(bound, from);
    }
    const StoredTimes times(*store);
    if (query.since) span.first = std::max(span.first, times.first_at(*query.since));
    if (query.until) span.behind = std::min(span.behind, times.first_at(*query.until));
    return span;
  }

  Page forward(const AuditFilter& filter, const Span& span, std::uint64_t limit) {
    Page page;
    std::uint64_t left = filter.takes_all() ? limit : kMostLookedAt;
    core::EntryRef next = span.behind;
    store->read(span.first, left + 1, [&](const ports::JournalRow& row) {
      if (row.ref >= span.behind) return false;
      if (left == 0 || page.rows.size() == limit) {
        next = row.ref;
        return false;
      }
      if (filter.takes(row)) page.rows.push_back(row);
      --left;
      return true;
    });
    if (next < span.behind) page.next = next;
    return page;
  }

  Page backward(const AuditFilter& filter, const Span& span, std::uint64_t limit) {
    Page page;
    core::EntryRef below = span.behind;
    std::uint64_t left = kMostLookedAt;
    while (below > span.first && left > 0 && page.rows.size() < limit) {
      if (below.index == 0 && !step_back(below)) break;
      const std::uint64_t floor = below.year == span.first.year ? span.first.index : 0;
      const std::uint64_t wanted = filter.takes_all() ? limit - page.rows.size() : kWindow;
      const std::uint64_t width = std::min({below.index - floor, wanted, left});
      std::vector<ports::JournalRow> window;
      store->read({below.year, below.index - width}, width, [&](const ports::JournalRow& row) {
        if (row.ref >= below)
          return false;  // where entries were pruned, rows are fewer than places
        if (filter.takes(row)) window.push_back(row);
        return true;
      });
      below.index -= width;
      left -= width;
      for (auto row = window.rbegin(); row != window.rend() && page.rows.size() < limit; ++row) {
        page.rows.push_back(std::move(*row));
        if (page.rows.size() == limit) below = page.rows.back().ref;
      }
    }
    if (below > span.first) page.next = below;
    return page;
  }

  // To the end of the log before; false where there is none.
  bool step_back(core::EntryRef& below) {
    const auto years = store->years();
    const auto year = std::lower_bound(years.begin(), years.end(), below.year);
    if (year == years.begin()) return false;
    below = {*std::prev(year), StoredTimes(*store).size_of(*std::prev(year))};
    return below.index > 0;
  }
};

AuditReader::AuditReader(OpenStore open, ports::Loop& loop)
    : loop_(loop), reading_(std::make_shared<Reading>(Reading{std::move(open), nullptr})) {}

AuditReader::Place AuditReader::take_place() {
  if (*waiting_ >= kMostWaiting) return nullptr;
  ++*waiting_;
  return Place(waiting_.get(), [waiting = waiting_](void*) { --*waiting; });
}

void AuditReader::read(ports::AuditQuery query, AuditFilter filter, core::EntryRef end, Place place,
                       std::function<void(Result)> done) {
  thread_.give([&loop = loop_, reading = reading_, query = std::move(query),
                filter = std::move(filter), end, place = std::move(place), done = std::move(done),
                alive = std::weak_ptr(alive_)]() mutable {
    auto result = std::make_shared<Result>(reading->page(query, filter, end));
    // The place is given back on the loop's thread, where it was taken.
    loop.post([result, place = std::move(place), done = std::move(done), alive] {
      if (!alive.expired()) done(std::move(*result));
    });
  });
}

}  // namespace zonefactor::engine
