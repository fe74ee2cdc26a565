// The envelope around a fact's members.
#include "service/journal/entry_codec.h"

#include "service/journal/entry_decoder.h"
#include "service/journal/entry_encoder.h"

namespace zonefactor::journal {

namespace {

constexpr int kFormat = 1;

}  // namespace

std::string_view type_of(const core::Fact& fact) {
  return std::visit([]<class T>(const T&) { return NameOf<T>::text; }, fact);
}

std::string_view kind_of(const core::FacilityObject& object) {
  return std::visit([]<class T>(const T&) { return NameOf<T>::text; }, object);
}

std::string encode(const core::Fact& fact, core::Instant recorded_at) {
  std::string out;
  EntryEncoder encoder(out);
  encoder.writer().begin_object();
  encoder.member("at", recorded_at);
  encoder.writer().key("t");
  encoder.writer().word(type_of(fact));
  encoder.member("v", kFormat);
  std::visit([&](const auto& held) { encoder.member("value", held); }, fact);
  encoder.writer().end_object();
  encoder.writer().finish();
  return out;
}

std::string encode_object(const core::FacilityObject& object) {
  std::string out;
  EntryEncoder encoder(out);
  encoder.writer().begin_object();
  encoder.alternative("kind", "object", object);
  encoder.writer().end_object();
  encoder.writer().finish();
  return out;
}

namespace {

void read_entry(EntryDecoder& decoder, Decoded& entry) {
  CanonicalReader& reader = decoder.reader();
  reader.begin_object();
  decoder.member("at", entry.recorded_at);
  if (!reader.key("t")) return decoder.missing("t");
  std::string scratch;
  const std::string_view type = reader.text(scratch);
  if (!decoder.emplace(type, entry.fact,
                       std::make_index_sequence<std::variant_size_v<core::Fact>>{})) {
    return decoder.refuse_name(type);
  }
  int format = 0;
  decoder.member("v", format);
  if (format != kFormat) return reader.refuse_last("this program reads entries of format 1 only");
  std::visit([&](auto& held) { decoder.member("value", held); }, entry.fact);
  reader.end_object();
  reader.end();
}

}  // namespace

std::optional<Decoded> decode(std::string_view bytes, std::string* why) {
  EntryDecoder decoder(bytes);
  std::optional<Decoded> entry(std::in_place);
  read_entry(decoder, *entry);
  if (!decoder.reader().ok()) {
    entry.reset();
    if (why) *why = decoder.reader().why();
  }
  return entry;
}

}  // namespace zonefactor::journal
