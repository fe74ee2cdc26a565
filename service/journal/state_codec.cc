// The archives of a sealed state: those of entries, and the containers that a state is kept in.
#include "service/journal/state_codec.h"

#include <deque>
#include <unordered_map>
#include <utility>

#include "service/journal/entry_decoder.h"
#include "service/journal/entry_encoder.h"
#include "service/journal/sha256.h"
#include "service/journal/state_members.h"

namespace zonefactor::journal {

namespace {

constexpr int kFormat = 1;

// The transactions that a state speaks of, each once, in the order in which it does.
class Accesses {
 public:
  explicit Accesses(const core::SealedState& sealed) {
    for (const auto& person : sealed.people) add(person.state.presences);
    for (const core::DoorState& door : sealed.door_states) {
      if (door.egressed) {
        for (const auto& absent : door.egressed->absent) add(absent.before);
      }
      for (const auto& open : door.taps) {
        add(open->before);
        add(open->tap);
      }
    }
  }
  const std::vector<core::TapPtr>& all() const { return all_; }
  std::uint64_t place_of(const core::TapPtr& tap) const { return places_.at(tap.get()); }

 private:
  void add(const std::vector<core::Presence>& presences) {
    for (const core::Presence& presence : presences) add(presence);
  }
  void add(const core::Presence& presence) {
    if (presence.entry) add(presence.entry->tap);
    add(presence.pending);
  }
  void add(const core::TapPtr& tap) {
    if (tap && places_.emplace(tap.get(), all_.size()).second) all_.push_back(tap);
  }

  std::vector<core::TapPtr> all_;
  std::unordered_map<const core::Tap*, std::uint64_t> places_;
};

class StateEncoder final : public MemberEncoder<StateEncoder> {
 public:
  StateEncoder(std::string& out, const Accesses& accesses)
      : MemberEncoder(out), accesses_(accesses) {}

  using MemberEncoder::write;

  void tap(std::string_view key, const core::TapPtr& tap) {
    if (tap) member(key, accesses_.place_of(tap));
  }

  // No template: clang 14 takes one for the structures' `write`, and hides that.
  void write(const core::PersonNo& no) { write_no(no); }
  void write(const core::ZoneNo& no) { write_no(no); }
  void write(const core::DoorNo& no) { write_no(no); }
  void write(const core::ControllerNo& no) { write_no(no); }
  template <class A, class B>
  void write(const std::pair<A, B>& pair) {
    writer().begin_array();
    write(pair.first);
    write(pair.second);
    writer().end_array();
  }
  template <class T>
  void write(const std::set<T>& values) {
    write_each(values);
  }
  template <class Key, class T>
  void write(const std::map<Key, T>& values) {
    write_each(values);
  }
  template <class T, std::size_t N>
  void write(const std::array<T, N>& values) {
    write_each(values);
  }
  template <class T>
  void write(const std::optional<T>& value) {
    if (value) {
      write(*value);
    } else {
      writer().null();
    }
  }
  template <class T>
  void write(const core::Shared<T>& value) {
    write(*value);
  }
  template <class Value>
  void write(const core::Reports::Report<Value>& report) {
    writer().begin_object();
    member("ref", report.ref);
    member("since", report.since);
    member("value", report.value);
    writer().end_object();
  }
  void write(const core::PassageTold& told) { write(told.levels()); }
  void write(const core::Reports::Ended& ended) {
    std::visit([this](const auto& what) { write(what); }, ended);
  }

 private:
  template <class No>
  void write_no(No no) {
    write(std::uint64_t{core::index_of(no)});
  }
  template <class Values>
  void write_each(const Values& values) {
    writer().begin_array();
    for (const auto& value : values) write(value);
    writer().end_array();
  }

  const Accesses& accesses_;
};

class StateDecoder final : public MemberDecoder<StateDecoder> {
 public:
  using MemberDecoder::MemberDecoder;
  using MemberDecoder::read;

  std::vector<core::TapPtr> accesses;

  void tap(std::string_view key, core::TapPtr& tap) {
    if (!reader().key(key)) return;
    std::uint64_t place = 0;
    read(place);
    if (place < accesses.size()) {
      tap = accesses[place];
    } else {
      reader().refuse_last("there is no such access");
    }
  }

  void read(core::PersonNo& no) { read_no(no); }
  void read(core::ZoneNo& no) { read_no(no); }
  void read(core::DoorNo& no) { read_no(no); }
  void read(core::ControllerNo& no) { read_no(no); }
  template <class A, class B>
  void read(std::pair<A, B>& pair) {
    reader().begin_array();
    element(pair.first);
    element(pair.second);
    end_array();
  }
  template <class T>
  void read(std::set<T>& values) {
    reader().begin_array();
    while (reader().next()) {
      T value{};
      read(value);
      const bool ascends = values.empty() || *values.rbegin() < value;
      if (!ascends) return reader().refuse_last("a set ascends");
      values.insert(values.end(), std::move(value));
    }
  }
  template <class Key, class T>
  void read(std::map<Key, T>& values) {
    reader().begin_array();
    while (reader().next()) {
      std::pair<Key, T> pair;
      read(pair);
      const bool ascends = values.empty() || values.rbegin()->first < pair.first;
      if (!ascends) return reader().refuse_last("a map ascends by its keys");
      values.insert(values.end(), std::move(pair));
    }
  }
  template <class T, std::size_t N>
  void read(std::array<T, N>& values) {
    reader().begin_array();
    for (T& value : values) element(value);
    end_array();
  }
  template <class T>
  void read(std::optional<T>& value) {
    if (reader().peek() == 'n') return reader().null();
    read(value.emplace());
  }
  template <class T>
  void read(core::Shared<T>& value) {
    read(value.change());
  }
  // There is no way to make an empty one in place.
  void read(std::vector<core::Shared<core::OpenTap>>& values) {
    reader().begin_array();
    while (reader().next()) read(values.emplace_back(core::OpenTap{}));
  }
  template <class Value>
  void read(core::Reports::Report<Value>& report) {
    reader().begin_object();
    member("ref", report.ref);
    member("since", report.since);
    member("value", report.value);
    reader().end_object();
  }
  void read(core::PassageTold& told) {
    core::PassageTold::Levels levels{};
    read(levels);
    told = core::PassageTold(levels);
  }
  void read(core::Reports::Ended& ended) {
    if (reader().peek() == '[') return read(ended.emplace<core::Reports::Designated>());
    read(ended.emplace<core::CredentialId>());
  }

 private:
  template <class No>
  void read_no(No& no) {
    std::uint64_t number = 0;
    read(number);
    if (number > core::index_of(core::kOutside)) return reader().refuse_last("too large a number");
    no = static_cast<No>(number);
  }
};

void read_accesses(StateDecoder& decoder) {
  CanonicalReader& reader = decoder.reader();
  if (!reader.key("accesses")) return decoder.missing("accesses");
  reader.begin_array();
  while (reader.next()) {
    auto tap = std::make_shared<core::Tap>();
    decoder.read(*tap);
    decoder.accesses.push_back(std::move(tap));
  }
}

}  // namespace

core::StateSealed seal_of(std::string_view bytes) {
  return {hex(sha256(bytes)), bytes.size()};
}

std::string encode_state(const core::SealedState& sealed) {
  const Accesses accesses(sealed);
  std::string out;
  StateEncoder encoder(out, accesses);
  CanonicalWriter& writer = encoder.writer();
  writer.begin_object();
  writer.key("accesses");
  writer.begin_array();
  for (const core::TapPtr& tap : accesses.all()) encoder.write(*tap);
  writer.end_array();
  encoder.member("edition", core::kRuleEdition);
  encoder.member("state", sealed);
  encoder.member("v", kFormat);
  writer.end_object();
  writer.finish();
  return out;
}

std::optional<core::SealedState> decode_state(std::string_view bytes, std::string* why) {
  StateDecoder decoder(bytes);
  CanonicalReader& reader = decoder.reader();
  std::optional<core::SealedState> sealed(std::in_place);
  reader.begin_object();
  read_accesses(decoder);
  int edition = 0;
  decoder.member("edition", edition);
  if (reader.ok() && edition != core::kRuleEdition)
    reader.refuse_last("this program folds rule edition 1 only");
  decoder.member("state", *sealed);
  int format = 0;
  decoder.member("v", format);
  if (reader.ok() && format != kFormat) reader.refuse_last("this program reads states of format 1");
  reader.end_object();
  if (reader.ok() && Accesses(*sealed).all() != decoder.accesses)
    reader.refuse_last("\"accesses\" are not those that the state speaks of, in that order");
  reader.end();
  if (reader.ok()) return sealed;
  if (why) *why = reader.why();
  return std::nullopt;
}

}  // namespace zonefactor::journal
