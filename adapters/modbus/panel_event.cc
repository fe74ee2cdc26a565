#include "adapters/modbus/panel_event.h"

#include <fmt/format.h>

#include <array>

#include "service/journal/canonical_json.h"

namespace zonefactor::modbus {

namespace {

using core::EventKind;
using journal::Json;
using journal::JsonObject;

struct KindNumber {
  std::uint16_t number;
  EventKind kind;
};
// Numbers never change their meaning; docs/modbus.md has the same table.
constexpr std::array<KindNumber, 21> kKinds{{
    {1, EventKind::access_granted},
    {2, EventKind::access_taken},
    {3, EventKind::access_not_taken},
    {4, EventKind::access_denied},
    {5, EventKind::credential_read},
    {6, EventKind::exit_requested},
    {7, EventKind::duress},
    {16, EventKind::door_opened},
    {17, EventKind::door_closed},
    {18, EventKind::door_forced},
    {19, EventKind::door_held},
    {20, EventKind::door_restored},
    {21, EventKind::door_mode},
    {32, EventKind::emergency_release},
    {33, EventKind::emergency_restored},
    {48, EventKind::tamper},
    {49, EventKind::tamper_cleared},
    {50, EventKind::fault},
    {51, EventKind::fault_cleared},
    {64, EventKind::boot},
    {65, EventKind::config_report},
}};

// By number less one.
constexpr std::array<core::DoorMode, 5> kModes{core::DoorMode::locked, core::DoorMode::unlocked,
                                               core::DoorMode::locked_open, core::DoorMode::blocked,
                                               core::DoorMode::maintenance};

// By bit; the bits above say "a method this table does not have".
constexpr std::array<core::Method, 10> kMethods{
    core::Method::card, core::Method::mobile, core::Method::pin,  core::Method::fingerprint,
    core::Method::face, core::Method::iris,   core::Method::vein, core::Method::palm,
    core::Method::code, core::Method::key};
constexpr std::uint16_t kUnknownMethodBit = 0x8000;

constexpr std::uint16_t kMostBits = 256;
constexpr std::uint16_t kCardWordBits = 64;

enum class Shape { access, access_maybe_card, door, door_mode, place, emergency, boot, bare };

Shape shape_of(EventKind kind) {
  switch (kind) {
    case EventKind::access_granted:
    case EventKind::access_taken:
    case EventKind::access_not_taken:
    case EventKind::credential_read:
    case EventKind::duress:
      return Shape::access;
    case EventKind::access_denied:
      return Shape::access_maybe_card;
    case EventKind::exit_requested:
    case EventKind::door_opened:
    case EventKind::door_closed:
    case EventKind::door_forced:
    case EventKind::door_held:
    case EventKind::door_restored:
      return Shape::door;
    case EventKind::door_mode:
      return Shape::door_mode;
    case EventKind::emergency_release:
    case EventKind::emergency_restored:
      return Shape::emergency;
    case EventKind::tamper:
    case EventKind::tamper_cleared:
    case EventKind::fault:
    case EventKind::fault_cleared:
      return Shape::place;
    case EventKind::boot:
      return Shape::boot;
    case EventKind::heartbeat:
    case EventKind::config_report:
      return Shape::bare;
  }
  __builtin_unreachable();
}

std::string content_of(const PanelRecord& r, std::uint32_t epoch) {
  JsonObject content;
  content["bits"] = Json(int{r.bits});
  content["boot"] = Json(boot_text(epoch));
  content["card"] = Json(fmt::format("{:016X}", r.card));
  content["detail"] = Json(int{r.detail});
  content["kind"] = Json(int{r.kind});
  content["methods"] = Json(int{r.methods});
  content["point"] = Json(int{r.point});
  content["seq"] = Json(std::int64_t{r.seq});
  content["time_ms"] = Json(int{r.time_ms});
  content["time_s"] = Json(std::int64_t{r.time_s});
  return journal::canonical(Json(std::move(content)));
}

// One record on its way to a report. Each step names the word at fault in `fault_`, and the first
// fault stands.
class Decoding {
 public:
  Decoding(const PanelRecord& record, std::uint32_t epoch, const PanelNames& names)
      : record_(record), names_(names), content_(content_of(record, epoch)) {
    observed_.controller = names.controller;
    observed_.boot = boot_text(epoch);
    observed_.seq = record.seq;
    observed_.origin = names.origin;
  }

  ports::DoorMessage run(std::optional<core::Instant> sent_at) {
    const std::optional<EventKind> kind = kind_of(record_.kind);
    if (!kind) {
      refuse(core::Refusal::unknown_kind,
             fmt::format("kind {} is not in the table of docs/modbus.md", record_.kind));
    } else {
      observed_.kind = *kind;
      take_shape(shape_of(*kind));
      take_time();
      observed_.sent_at = sent_at;
    }
    if (!fault_.empty()) {
      return ports::Undecodable{why_, fmt::format("event {}: {}", record_.seq, fault_),
                                names_.controller, std::move(content_)};
    }
    return ports::DoorReport{std::move(observed_), std::move(credential_), std::move(content_)};
  }

 private:
  void refuse(core::Refusal why, std::string fault) {
    if (!fault_.empty()) return;
    why_ = why;
    fault_ = std::move(fault);
  }

  void take_shape(Shape shape) {
    switch (shape) {
      case Shape::access:
        take_point(Place::reader);
        take_methods();
        take_card();
        if (!credential_)
          refuse(core::Refusal::malformed, "an access event without a card: bits is 0");
        return;
      case Shape::access_maybe_card:
        take_point(Place::reader);
        take_methods();
        take_card();
        return;
      case Shape::door:
        take_point(Place::door);
        return;
      case Shape::door_mode:
        take_point(Place::door);
        observed_.mode = mode_of(record_.detail);
        if (!observed_.mode) {
          refuse(core::Refusal::malformed,
                 fmt::format("detail {} is no door mode", record_.detail));
        }
        return;
      case Shape::emergency:
        if (record_.detail != static_cast<std::uint16_t>(Place::door) &&
            record_.detail != static_cast<std::uint16_t>(Place::zone)) {
          refuse(core::Refusal::malformed,
                 fmt::format("detail {}: an emergency concerns a door (2) or a zone (3)",
                             record_.detail));
          return;
        }
        take_point(static_cast<Place>(record_.detail));
        return;
      case Shape::place:
        if (record_.detail > static_cast<std::uint16_t>(Place::door)) {
          refuse(core::Refusal::malformed,
                 fmt::format("detail {} says neither panel (0), reader (1) nor door (2)",
                             record_.detail));
          return;
        }
        take_point(static_cast<Place>(record_.detail));
        return;
      case Shape::boot:
        take_previous();
        return;
      case Shape::bare:
        return;
    }
    __builtin_unreachable();
  }

  void take_point(Place place) {
    switch (place) {
      case Place::panel:
        return;
      case Place::reader:
        observed_.access_point = named(names_.readers, "reader");
        return;
      case Place::door:
        observed_.door = named(names_.doors, "door");
        return;
      case Place::zone:
        observed_.zone = named(names_.zones, "zone");
        return;
    }
    __builtin_unreachable();
  }

  template <class Id>
  std::optional<Id> named(const std::map<std::uint16_t, Id>& table, std::string_view what) {
    const auto found = table.find(record_.point);
    if (found != table.end()) return found->second;
    refuse(core::Refusal::unknown_point,
           fmt::format("{} {} of panel {} has no name in the service's configuration", what,
                       record_.point, names_.controller.text));
    return std::nullopt;
  }

  void take_methods() {
    if (record_.methods == 0) return;  // the event does not say (rule F3)
    core::Methods methods;
    std::uint32_t rest = record_.methods;
    for (std::size_t bit = 0; bit < kMethods.size(); ++bit) {
      if ((rest & (1U << bit)) == 0) continue;
      methods.add(kMethods[bit]);
      rest &= ~(1U << bit);
    }
    observed_.methods = methods;
    observed_.unknown_methods = rest != 0;
  }

  void take_card() {
    const std::uint16_t bits = record_.bits;
    if (bits == 0) return;
    if (bits > kMostBits || (bits < kCardWordBits && (record_.card >> bits) != 0)) {
      refuse(core::Refusal::malformed,
             fmt::format("a card of {} bits cannot have the number in the record", bits));
      return;
    }
    const bool lossy = bits > kCardWordBits;
    const int digits = ((lossy ? kCardWordBits : bits) + 3) / 4;
    ports::CredentialNumber number;
    number.value = fmt::format("{:0{}X}", record_.card, digits);
    number.lossy = lossy;
    const auto format = names_.card_formats.find(bits);
    number.format =
        format == names_.card_formats.end() ? fmt::format("wiegand{}", bits) : format->second;
    number.bits = number.format.empty() ? 0 : bits;
    credential_ = std::move(number);
  }

  void take_previous() {
    if (record_.bits == 0) return;  // the panel does not know what was before
    const auto epoch = static_cast<std::uint32_t>(record_.card >> 32);
    if (record_.bits != kCardWordBits || epoch == 0) {
      refuse(core::Refusal::malformed,
             "a boot record names the epoch and number before it in 64 bits, or has bits 0");
      return;
    }
    observed_.previous = core::PreviousBoot{boot_text(epoch), record_.card & 0xFFFFFFFF};
  }

  void take_time() {
    if (record_.time_ms > 999) {
      refuse(core::Refusal::malformed, fmt::format("{} milliseconds", record_.time_ms));
      return;
    }
    observed_.occurred_at = instant_of(record_.time_s, record_.time_ms);
  }

  const PanelRecord& record_;
  const PanelNames& names_;
  std::string content_;
  core::Observation observed_;
  std::optional<ports::CredentialNumber> credential_;
  core::Refusal why_ = core::Refusal::malformed;
  std::string fault_;
};

}  // namespace

std::optional<EventKind> kind_of(std::uint16_t number) {
  for (const KindNumber& entry : kKinds) {
    if (entry.number == number) return entry.kind;
  }
  return std::nullopt;
}

std::optional<std::uint16_t> number_of(EventKind kind) {
  for (const KindNumber& entry : kKinds) {
    if (entry.kind == kind) return entry.number;
  }
  return std::nullopt;
}

std::optional<core::DoorMode> mode_of(std::uint16_t number) {
  if (number < 1 || number > kModes.size()) return std::nullopt;
  return kModes[number - 1U];
}

std::uint16_t number_of(core::DoorMode mode) {
  std::uint16_t number = 1;
  while (kModes[number - 1U] != mode) ++number;
  return number;
}

std::uint16_t bits_of(core::Methods methods, bool unknown_methods) {
  std::uint16_t bits = unknown_methods ? kUnknownMethodBit : 0;
  for (std::size_t bit = 0; bit < kMethods.size(); ++bit) {
    if (methods.has(kMethods[bit])) bits = static_cast<std::uint16_t>(bits | (1U << bit));
  }
  return bits;
}

std::string boot_text(std::uint32_t epoch) {
  return fmt::format("e{}", epoch);
}

std::optional<core::Instant> instant_of(std::uint32_t seconds, std::uint16_t milliseconds) {
  if (seconds == 0) return std::nullopt;
  return core::instant_of_us(std::int64_t{seconds} * 1'000'000 +
                             std::int64_t{milliseconds} * 1'000);
}

ports::DoorMessage to_message(const PanelRecord& record, std::uint32_t epoch,
                              const PanelNames& names, std::optional<core::Instant> sent_at) {
  return Decoding(record, epoch, names).run(sent_at);
}

ports::DoorMessage unreadable_slot(std::uint32_t seq, std::uint32_t epoch,
                                   std::span<const std::uint16_t, kRecordWords> words,
                                   const PanelNames& names) {
  std::string hex;
  for (const std::uint16_t word : words) hex += fmt::format("{:04X}", word);
  JsonObject content;
  content["boot"] = Json(boot_text(epoch));
  content["seq"] = Json(std::int64_t{seq});
  content["words"] = Json(std::move(hex));
  return ports::Undecodable{
      core::Refusal::malformed,
      fmt::format("event {}: its slot does not hold it, or its check word does not fit, at every "
                  "reading; look at how the panel writes its records",
                  seq),
      names.controller, journal::canonical(Json(std::move(content)))};
}

ports::DoorMessage heartbeat(const PanelHeader& header, const PanelNames& names) {
  ports::DoorReport report;
  report.observation.controller = names.controller;
  report.observation.boot = boot_text(header.epoch);
  report.observation.seq = header.head;
  report.observation.kind = EventKind::heartbeat;
  report.observation.sent_at = instant_of(header.clock_s, header.clock_ms);
  report.observation.origin = names.origin;
  JsonObject content;
  content["boot"] = Json(report.observation.boot);
  content["kind"] = Json("heartbeat");
  content["seq"] = Json(std::int64_t{header.head});
  report.content = journal::canonical(Json(std::move(content)));
  return report;
}

}  // namespace zonefactor::modbus
