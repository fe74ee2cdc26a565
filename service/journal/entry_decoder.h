// The archive that reads: canonical bytes to members of a fact in one pass, refusing whatever the
// encoder would not have written.
//
// `MemberDecoder` reads what entries are made of; who reads more derives from it and adds `read`s.
#pragma once

#include <array>
#include <charconv>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

#include "service/journal/canonical_reader.h"
#include "service/journal/canonical_writer.h"
#include "service/journal/fact_members.h"

namespace zonefactor::journal {

template <class Self>
class MemberDecoder {
 public:
  template <class T>
  using Of = T;

  explicit MemberDecoder(std::string_view bytes) : reader_(bytes) {}

  CanonicalReader& reader() { return reader_; }

  template <class T>
  void member(std::string_view key, T& value) {
    if (!reader_.key(key)) return missing(key);
    self().read(value);
  }

  template <class T>
  void optional(std::string_view key, std::optional<T>& value) {
    if (reader_.key(key)) self().read(value.emplace());
  }

  template <class T>
  void unless_empty(std::string_view key, T& value) {
    if (!reader_.key(key)) return;
    self().read(value);
    if (value.empty()) reader_.refuse_last("an empty member is left out");
  }
  void unless_empty(std::string_view key, core::Date& value) {
    if (reader_.key(key)) read(value);
  }

  void flag(std::string_view key, bool& value) {
    value = reader_.key(key);
    if (value && !reader_.boolean()) reader_.refuse_last("a flag that is false is left out");
  }

  template <class Variant>
  void alternative(std::string_view name_key, std::string_view value_key, Variant& value) {
    if (!reader_.key(name_key)) return missing(name_key);
    const std::string_view name = reader_.text(scratch_);
    if (!emplace(name, value, std::make_index_sequence<std::variant_size_v<Variant>>{})) {
      return refuse_name(name);
    }
    std::visit([&](auto& held) { member(value_key, held); }, value);
  }

  void evidence(std::string_view key, std::vector<core::RestsOn>& evidence, std::int32_t year) {
    if (!reader_.key(key)) return missing(key);
    reader_.begin_array();
    for (std::uint8_t condition = 0; condition < core::kConditions; ++condition) {
      if (!reader_.next())
        return reader_.refuse_next("evidence has one list per condition, C1 to C7");
      reader_.begin_array();
      while (reader_.next()) {
        if (evidence.empty()) evidence.reserve(kUsualEvidence);
        core::RestsOn& rests_on = evidence.emplace_back();
        rests_on.condition = condition;
        read_ref(rests_on.entry, year);
      }
    }
    end_array();
  }

  // Makes `value` hold the alternative called `name`.
  template <class Variant, std::size_t... Index>
  static bool emplace(std::string_view name, Variant& value, std::index_sequence<Index...>) {
    return ((NameOf<std::variant_alternative_t<Index, Variant>>::text == name &&
             (value.template emplace<Index>(), true)) ||
            ...);
  }

  void missing(std::string_view key) {
    reader_.refuse_next("member \"" + std::string(key) + "\" is missing");
  }

  void refuse_name(std::string_view name) {
    reader_.refuse_last("\"" + std::string(name) + "\" is not known here");
  }

  // A structure: whatever has a list of members.
  template <class T>
  void read(T& value) {
    if constexpr (std::is_enum_v<T>) {
      read_name(value);
    } else {
      reader_.begin_object();
      members(self(), value);
      reader_.end_object();
    }
  }
  void read(std::string& value) { value.assign(reader_.text(scratch_)); }
  template <class Tag>
  void read(core::Id<Tag>& value) {
    read(value.text);
  }

  void read(std::int64_t& value) { read_integer(value); }
  void read(std::uint64_t& value) { read_integer(value); }
  void read(int& value) { read_integer(value); }
  void read(core::Instant& value) {
    std::int64_t us = 0;
    read(us);
    value = core::instant_of_us(us);
    if (us < -core::kMaxSpan.count() || us > core::kMaxSpan.count())
      reader_.refuse_last("the instant is too far from 1970");
  }
  void read(core::Duration& value) {
    std::int64_t us = 0;
    read(us);
    value = core::Duration{us};
    if (value < -core::kMaxSpan || value > core::kMaxSpan)
      reader_.refuse_last("the span is too long");
  }
  // An offset from UTC.
  void read(std::chrono::seconds& value) {
    std::int64_t seconds = 0;
    read(seconds);
    value = std::chrono::seconds{seconds};
    if (value <= -std::chrono::days{1} || value >= std::chrono::days{1})
      reader_.refuse_last("an offset from UTC is less than a day");
  }
  void read(core::Date& value) {
    const auto date = core::parse_date(reader_.text(scratch_));
    if (!date) return reader_.refuse_last("expected a date, YYYY-MM-DD");
    value = *date;
  }

  template <class E>
  void read(core::Set<E>& values) {
    reader_.begin_array();
    while (reader_.next()) {
      E value{};
      read_name(value);
      if (values.bits() >> static_cast<unsigned>(value) != 0) {
        reader_.refuse_last(
            "the names of a set stand once each, in the order of their declaration");
      }
      values.add(value);
    }
  }
  template <class T>
  void read(std::vector<T>& values) {
    reader_.begin_array();
    while (reader_.next()) self().read(values.emplace_back());
  }
  void read(core::TimeZone::Transition& value) {
    reader_.begin_array();
    element(value.at);
    element(value.offset);
    end_array();
  }

  void read(core::EntryRef& value) {
    reader_.begin_array();
    element(value.year);
    element(value.index);
    end_array();
  }

 protected:
  template <class T>
  void element(T& value) {
    if (!reader_.next()) return reader_.refuse_next("the array has too few elements");
    self().read(value);
  }
  void end_array() {
    if (reader_.next()) reader_.refuse_next("the array has too many elements");
  }

 private:
  static constexpr std::size_t kUsualEvidence = 16;

  Self& self() { return static_cast<Self&>(*this); }

  void read_ref(core::EntryRef& ref, std::int32_t year) {
    if (reader_.peek() != '[') {
      ref.year = year;
      return read(ref.index);
    }
    read(ref);
    if (ref.year == year)
      reader_.refuse_last("an entry of the configuration's year is its index alone");
  }

  template <class E>
  void read_name(E& value) {
    const std::string_view name = reader_.text(scratch_);
    if (const auto known = core::from_name<E>(name)) {
      value = *known;
    } else {
      refuse_name(name);
    }
  }

  template <class Int>
  void read_integer(Int& value) {
    if (sizeof(Int) == sizeof(std::int64_t) && reader_.peek() == '"') return read_wide(value);
    const std::int64_t number = reader_.integer();
    if (!std::in_range<Int>(number)) return reader_.refuse_last("the integer is out of range here");
    value = static_cast<Int>(number);
  }

  // Decimal text, where the number does not fit into an integer of JSON; one spelling per number.
  template <class Int>
  void read_wide(Int& value) {
    const std::string_view digits = reader_.text(scratch_);
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
    const bool whole = error == std::errc{} && end == digits.data() + digits.size();
    const bool wide = std::cmp_less(value, -kMaxInteger) || std::cmp_greater(value, kMaxInteger);
    if (!whole || !wide || std::to_string(value) != digits) {
      reader_.refuse_last("text stands only for an integer beyond 2^53-1, in its shortest digits");
    }
  }

  CanonicalReader reader_;
  std::string scratch_;
};

class EntryDecoder final : public MemberDecoder<EntryDecoder> {
 public:
  using MemberDecoder::MemberDecoder;
};

}  // namespace zonefactor::journal
