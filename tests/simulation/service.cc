// Recording and folding again.
#include "tests/simulation/service.h"

#include <algorithm>
#include <deque>
#include <map>
#include <utility>

#include "service/core/objects.h"
#include "service/core/overloaded.h"
#include "service/journal/entry_codec.h"
#include "tests/simulation/broken.h"

namespace zonefactor::simulation {

namespace {

constexpr std::int32_t kYear = 2026;

std::string bytes_of(const core::Fact& fact) {
  return journal::encode(fact, core::Instant{});
}

// What followed anew and is not yet seen to be recorded.
class Following {
 public:
  void add(const core::Consequences& consequences) {
    for (const core::Finding& finding : consequences.findings) due_.push_back(bytes_of(finding));
    for (const core::Signal& signal : consequences.signals) due_.push_back(bytes_of(signal));
    for (const core::Readjudicated& again : consequences.readjudications) {
      due_.push_back(bytes_of(again));
    }
  }
  void recorded(const Row& row, const core::Fact& fact) {
    const std::string bytes = bytes_of(fact);
    must(!due_.empty(), "A6 a replay gives the consequences recorded",
         "entry " + std::to_string(row.ref.index) + " follows no more: " + row.bytes);
    must(due_.front() == bytes, "A6 a replay gives the consequences recorded",
         "entry " + std::to_string(row.ref.index) + " is " + bytes + ", now it is " + due_.front());
    due_.pop_front();
  }
  void none_left(core::EntryRef ref) const {
    must(due_.empty(), "A6 a replay gives the consequences recorded",
         "before entry " + std::to_string(ref.index) +
             " there follows anew: " + (due_.empty() ? std::string() : due_.front()));
  }

 private:
  std::deque<std::string> due_;
};

bool is_consequence(const core::Fact& fact) {
  return std::holds_alternative<core::Finding>(fact) ||
         std::holds_alternative<core::Signal>(fact) ||
         std::holds_alternative<core::Readjudicated>(fact);
}

}  // namespace

core::Entry entry_of(const Row& row) {
  std::string why;
  auto decoded = journal::decode(row.bytes, &why);
  must(decoded.has_value(), "V1 an entry can be read", why + ": " + row.bytes);
  return {row.ref, decoded->recorded_at, std::move(decoded->fact)};
}

core::Book folded(const std::vector<Row>& rows) {
  core::Book book;
  Following following;
  for (const Row& row : rows) {
    const core::Entry entry = entry_of(row);
    following.add(core::pass_time(book, entry.recorded_at));
    if (is_consequence(entry.fact)) {
      following.recorded(row, entry.fact);
    } else {
      following.none_left(row.ref);
    }
    if (const auto* decided = std::get_if<core::LoginDecided>(&entry.fact)) {
      core::LoginDecided anew = *decided;
      anew.decision = core::decide(book, decided->attempt);
      must(anew == *decided, "A6 a replay gives the decision recorded",
           row.bytes + " is now " + bytes_of(anew));
    }
    following.add(core::evolve(book, entry));
  }
  following.none_left({kYear, rows.size()});
  return book;
}

Service::Service(core::Instant at, const core::Facility& facility) : now_(at) {
  Recorded recorded;
  record(core::LogOpened{"zonefactor/sim/2026", false}, recorded);
  configure(facility, recorded);
  commit();
}

core::Entry Service::append(core::Fact fact) {
  Row row;
  row.ref = {kYear, rows_.size()};
  row.bytes = journal::encode(fact, now_);
  must(journal::fits(row.bytes), "V1 an entry is at most 4 KiB", row.bytes);
  core::Entry entry = entry_of(row);
  must(entry.fact == fact && entry.recorded_at == now_, "V1 an entry says what was recorded",
       row.bytes);
  rows_.push_back(std::move(row));
  following_ = core::evolve(book_, entry);
  return entry;
}

void Service::record(core::Fact fact, Recorded& recorded) {
  recorded.entries.push_back(append(std::move(fact)));
  recorded.input = recorded.entries.back();
  record_consequences(std::exchange(following_, {}), recorded);
}

void Service::record_consequences(const core::Consequences& consequences, Recorded& recorded) {
  const auto keep = [&](core::Fact fact) {
    recorded.entries.push_back(append(std::move(fact)));
    must(following_.empty(), "A6 nothing follows from a consequence", rows_.back().bytes);
  };
  for (const core::Finding& finding : consequences.findings) keep(finding);
  for (const core::Signal& signal : consequences.signals) keep(signal);
  for (const core::Readjudicated& again : consequences.readjudications) keep(again);
}

Recorded Service::bring_to(core::Instant at) {
  now_ = std::max({now_, at, book_.now()});
  Recorded recorded;
  record_consequences(core::pass_time(book_, now_), recorded);
  return recorded;
}

void Service::configure(const core::Facility& facility, Recorded& recorded) {
  std::map<std::string, core::FacilityObject> before;
  std::map<std::string, core::FacilityObject> after;
  if (version_ > 0) {
    for (const auto& object : core::objects_of(facility_)) {
      before.emplace(core::staging_key(object), object);
    }
  }
  for (const auto& object : core::objects_of(facility)) {
    after.emplace(core::staging_key(object), object);
  }
  for (const auto& [key, object] : after) {
    const auto old = before.find(key);
    if (old == before.end() || !(old->second == object)) record(core::ObjectPut{object}, recorded);
  }
  for (const auto& [key, object] : before) {
    if (after.contains(key)) continue;
    auto [kind, id] = core::kind_and_id(object);
    record(core::ObjectRemoved{std::move(kind), std::move(id)}, recorded);
  }
  facility_ = facility;
  record(core::ConfigurationClosed{++version_, "00", "office"}, recorded);
  commit();  // a version is never half in force
}

Recorded Service::take(const Arrival& arrival) {
  Recorded recorded;
  std::visit(core::Overloaded{
                 [&](const core::Observation& observation) {
                   core::Admission admission = core::admit(book_, observation, now_);
                   if (auto* event = std::get_if<core::DoorEvent>(&admission)) {
                     record(std::move(*event), recorded);
                   } else if (auto* refused = std::get_if<core::EventRefused>(&admission)) {
                     record(std::move(*refused), recorded);
                   }
                 },
                 [&](const core::LoginAttempt& attempt) {
                   core::LoginDecided decided;
                   decided.attempt = attempt;
                   decided.decision = core::decide(book_, attempt);
                   record(std::move(decided), recorded);
                 },
                 [&](const core::Fact& fact) { record(fact, recorded); },
                 [&](const core::Facility& facility) { configure(facility, recorded); },
             },
             arrival.what);
  return recorded;
}

void Service::lose_the_uncommitted() {
  rows_.resize(committed_);
  book_ = folded(rows_);
}

Recorded Service::start_again() {
  Recorded recorded;
  record(core::ServiceStarted{"simulation", core::kRuleEdition}, recorded);
  commit();
  return recorded;
}

}  // namespace zonefactor::simulation
