// What the rules cost, without HTTP and storage: microseconds of one login decision and of one door
// event, as the engine runs them (judge, canonical bytes, leaf hash, fold), for growing numbers of
// people. Prints one JSON line per number.
//
//   zonefactor-rules-cost [PERSONS]...      (default: 1000 10000 100000 1000000)
#include <fmt/format.h>

#include <chrono>
#include <cstdlib>
#include <string>
#include <vector>

#include "service/core/book.h"
#include "service/core/objects.h"
#include "service/journal/entry_codec.h"
#include "service/journal/sha256.h"

namespace zonefactor {
namespace {

using namespace core;

constexpr int kZones = 100;
constexpr int kRounds = 5;

std::string numbered(const char* what, int number) {
  return fmt::format("{}{}", what, number);
}

Facility hospital(int persons) {
  Facility facility;
  facility.head.id = "chuo";
  facility.head.time_zone = {"Asia/Tokyo", std::chrono::hours(9), {}};
  for (int z = 0; z < kZones; ++z) {
    Zone zone;
    zone.id = ZoneId(numbered("zone", z));
    zone.basis = Basis{};
    zone.basis->text = "Closed by law";
    zone.basis->review_due = Date{std::chrono::year{2030} / 3 / 31};
    facility.zones.push_back(zone);
    Controller controller;
    controller.id = ControllerId(numbered("ctl", z));
    facility.controllers.push_back(controller);
    Door door;
    door.id = DoorId(numbered("door", z));
    door.controller = controller.id;
    door.side_b = zone.id;
    door.contact = true;
    facility.doors.push_back(door);
    for (const bool in : {true, false}) {
      AccessPoint reader;
      reader.id = AccessPointId(numbered(in ? "in" : "out", z));
      reader.door = door.id;
      if (in) reader.to = zone.id;
      reader.methods = {Methods{Method::card}};
      reader.card_read = CardRead::cryptographic;
      facility.access_points.push_back(reader);
    }
    Terminal terminal;
    terminal.id = TerminalId(numbered("t", z));
    terminal.zone = zone.id;
    facility.terminals.push_back(terminal);
  }
  for (int p = 0; p < persons; ++p) {
    const PersonId id(numbered("p", p));
    facility.persons.push_back({id, PersonKind::staff, {AccountId(numbered("a", p))}, {}});
    Credential card;
    card.id = CredentialId(numbered("c", p));
    card.person = id;
    card.number = NumberId(numbered("n", p));
    facility.credentials.push_back(card);
    facility.designations.push_back({id, ZoneId(numbered("zone", p % kZones)), {}, {}});
  }
  return facility;
}

// The rules with a journal that nobody keeps.
class Hospital {
 public:
  explicit Hospital(int persons) : persons_(persons) {
    record(LogOpened{"zonefactor/chuo/2026", false});
    for (FacilityObject& object : objects_of(hospital(persons))) record(ObjectPut{object});
    record(ConfigurationClosed{1, "00", "bench"});
  }

  // Somebody comes in, and with the next event goes out again.
  void event(int turn) {
    const int person = static_cast<int>((static_cast<long>(turn / 2) * 7919) % persons_);
    const int zone = person % kZones;
    Observation o;
    o.controller = ControllerId(numbered("ctl", zone));
    o.boot = "b1";
    o.seq = ++numbers_[static_cast<std::size_t>(zone)];
    o.kind = EventKind::access_taken;
    o.access_point = AccessPointId(numbered(turn % 2 == 0 ? "in" : "out", zone));
    o.credential = NumberId(numbered("n", person));
    o.origin = Origin::bound;
    o.content_tag = "0123456789abcdef0123456789abcdef";
    now_ += std::chrono::milliseconds(20);
    pass_time(book_, now_);
    const Admission admission = admit(book_, o, now_);
    record(std::get<DoorEvent>(admission));
  }

  void login(int turn) {
    const int person = static_cast<int>((static_cast<long>(turn) * 7919) % persons_);
    LoginAttempt attempt;
    attempt.terminal = TerminalId(numbered("t", person % kZones));
    attempt.account = AccountId(numbered("a", person));
    attempt.amr = Amrs{Amr::pwd};
    attempt.session_kind = SessionKind::console;
    attempt.proof = TerminalProof::certificate;
    pass_time(book_, now_);
    Decision decision = decide(book_, attempt);
    record(LoginDecided{std::move(attempt), std::move(decision), "bench", {}});
  }

 private:
  void record(Fact fact) {
    const std::string body = journal::encode(fact, now_);
    hashed_ ^= static_cast<unsigned>(journal::leaf_hash(body)[0]);
    take(book_, Entry{EntryRef{2026, next_++}, now_, std::move(fact)});
  }

  int persons_;
  Book book_;
  Instant now_ = instant_of_us(1'795'305'600'000'000);
  std::uint64_t next_ = 0;
  std::vector<std::uint64_t> numbers_ = std::vector<std::uint64_t>(kZones);
  unsigned hashed_ = 0;
};

template <class Work>
double microseconds_each(int count, Work work) {
  double best = 1e9;
  int turn = 0;
  for (int round = 0; round < kRounds; ++round) {
    const auto begin = std::chrono::steady_clock::now();
    for (int i = 0; i < count; ++i) work(turn++);
    const std::chrono::duration<double, std::micro> took = std::chrono::steady_clock::now() - begin;
    best = std::min(best, took.count() / count);
  }
  return best;
}

}  // namespace
}  // namespace zonefactor

int main(int argc, char** argv) {
  using namespace zonefactor;
  std::vector<int> sizes;
  for (int i = 1; i < argc; ++i) sizes.push_back(std::atoi(argv[i]));
  if (sizes.empty()) sizes = {1000, 10'000, 100'000, 1'000'000};
  for (const int persons : sizes) {
    if (persons < 1) {
      fmt::print(stderr, "usage: zonefactor-rules-cost [PERSONS]...\n");
      return 2;
    }
    Hospital hospital(persons);
    const double event = microseconds_each(20'000, [&](int turn) { hospital.event(turn); });
    const double login = microseconds_each(20'000, [&](int turn) { hospital.login(turn); });
    fmt::print("{{\"persons\":{},\"event_us\":{:.2f},\"decision_us\":{:.2f}}}\n", persons, event,
               login);
  }
  return 0;
}
