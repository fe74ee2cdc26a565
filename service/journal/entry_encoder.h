// The archive that writes: members of a fact to canonical bytes in one pass.
//
// `MemberEncoder` writes what entries are made of; who writes more derives from it and adds
// `write`s.
#pragma once

#include <cassert>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <variant>
#include <vector>

#include "service/journal/canonical_writer.h"
#include "service/journal/fact_members.h"

namespace zonefactor::journal {

template <class Self>
class MemberEncoder {
 public:
  template <class T>
  using Of = const T;

  explicit MemberEncoder(std::string& out) : writer_(out) {}

  CanonicalWriter& writer() { return writer_; }

  template <class T>
  void member(std::string_view key, const T& value) {
    writer_.key(key);
    self().write(value);
  }

  template <class T>
  void optional(std::string_view key, const std::optional<T>& value) {
    if (value) member(key, *value);
  }

  template <class T>
  void unless_empty(std::string_view key, const T& value) {
    if (!value.empty()) member(key, value);
  }
  void unless_empty(std::string_view key, core::Date value) {
    if (value != core::Date{}) member(key, value);
  }

  void flag(std::string_view key, bool value) {
    if (!value) return;
    writer_.key(key);
    writer_.boolean(true);
  }

  template <class... Alternatives>
  void alternative(std::string_view name_key, std::string_view value_key,
                   const std::variant<Alternatives...>& value) {
    std::visit(
        [&]<class T>(const T& held) {
          writer_.key(name_key);
          writer_.word(NameOf<T>::text);
          member(value_key, held);
        },
        value);
  }

  // One list per condition. Almost every entry a decision rests on is of the year of its
  // configuration.
  void evidence(std::string_view key, const std::vector<core::RestsOn>& evidence,
                std::int32_t year) {
    writer_.key(key);
    writer_.begin_array();
    auto next = evidence.begin();
    for (std::size_t condition = 0; condition < core::kConditions; ++condition) {
      writer_.begin_array();
      for (; next != evidence.end() && next->condition == condition; ++next) {
        if (next->entry.year == year) {
          write(next->entry.index);
        } else {
          write(next->entry);
        }
      }
      writer_.end_array();
    }
    assert(next == evidence.end());
    writer_.end_array();
  }

  // A structure: whatever has a list of members.
  template <class T>
  void write(const T& value) {
    if constexpr (std::is_enum_v<T>) {
      writer_.word(core::name_of(value));
    } else {
      writer_.begin_object();
      members(self(), value);
      writer_.end_object();
    }
  }
  void write(const std::string& value) { writer_.text(value); }
  template <class Tag>
  void write(const core::Id<Tag>& value) {
    writer_.text(value.text);
  }

  // An integer beyond 2^53-1 is written as its decimal text, as RFC 7493 section 2.2 recommends.
  void write(std::int64_t value) {
    if (value >= -kMaxInteger && value <= kMaxInteger) return writer_.integer(value);
    writer_.word(std::to_string(value));
  }
  void write(std::uint64_t value) {
    if (value <= std::uint64_t{kMaxInteger})
      return writer_.integer(static_cast<std::int64_t>(value));
    writer_.word(std::to_string(value));
  }
  void write(int value) { writer_.integer(value); }
  void write(core::Instant value) { write(core::us_of(value)); }
  void write(core::Duration value) { write(std::int64_t{value.count()}); }
  void write(std::chrono::seconds value) { write(std::int64_t{value.count()}); }
  void write(core::Date value) {
    assert(value.ok() && value.year() >= std::chrono::year{0} &&
           value.year() <= std::chrono::year{9999});
    writer_.word(core::format_date(value));
  }

  template <class E>
  void write(core::Set<E> values) {
    writer_.begin_array();
    values.each([this](E value) { writer_.word(core::name_of(value)); });
    writer_.end_array();
  }
  template <class T>
  void write(const std::vector<T>& values) {
    writer_.begin_array();
    for (const T& value : values) self().write(value);
    writer_.end_array();
  }
  void write(const core::TimeZone::Transition& value) {
    writer_.begin_array();
    write(value.at);
    write(value.offset);
    writer_.end_array();
  }

  void write(core::EntryRef value) {
    writer_.begin_array();
    write(value.year);
    write(value.index);
    writer_.end_array();
  }

 private:
  Self& self() { return static_cast<Self&>(*this); }

  CanonicalWriter writer_;
};

class EntryEncoder final : public MemberEncoder<EntryEncoder> {
 public:
  using MemberEncoder::MemberEncoder;
};

}  // namespace zonefactor::journal
