#include "service/verify/name_opening.h"

#include "service/journal/base64.h"
#include "service/journal/canonical_json.h"
#include "service/journal/entry_codec.h"
#include "service/journal/text_lines.h"
#include "service/verify/file_names.h"

namespace zonefactor::evidence {

namespace {

using journal::Json;
using journal::JsonArray;
using journal::JsonObject;

constexpr std::size_t kMembers = 7;

template <class T>
const T* in(const JsonObject& object, std::string_view key) {
  const auto found = object.find(key);
  return found == object.end() ? nullptr : found->second.as<T>();
}

bool take_text(const JsonObject& object, std::string_view key, std::string& into) {
  const auto* text = in<std::string>(object, key);
  if (text != nullptr) into = *text;
  return text != nullptr;
}

bool take_entry(const JsonObject& object, core::EntryRef& into) {
  const auto* pair = in<JsonArray>(object, "entry");
  if (pair == nullptr || pair->size() != 2) return false;
  const auto* year = (*pair)[0].as<std::int64_t>();
  const auto* index = (*pair)[1].as<std::int64_t>();
  if (year == nullptr || index == nullptr || *year < 0 || *year > 9999 || *index < 0) return false;
  into = {static_cast<std::int32_t>(*year), static_cast<std::uint64_t>(*index)};
  return true;
}

bool take_proof(const JsonObject& object, journal::Hashes& into) {
  const auto* list = in<JsonArray>(object, "proof");
  if (list == nullptr) return false;
  for (const Json& json : *list) {
    const auto* text = json.as<std::string>();
    const auto hash = text ? journal::parse_base64_digest(*text) : std::nullopt;
    if (!hash) return false;
    into.push_back(*hash);
  }
  return true;
}

}  // namespace

std::string NameOpening::text() const {
  JsonArray hashes;
  for (const journal::Digest& hash : proof) hashes.push_back(journal::base64(hash));
  return journal::canonical(JsonObject{{"body", body},
                                       {"entry", JsonArray{std::int64_t{entry.year}, entry.index}},
                                       {"handle", handle},
                                       {"key", journal::base64(key)},
                                       {"kind", kind},
                                       {"plain", plain},
                                       {"proof", std::move(hashes)}});
}

std::optional<NameOpening> parse_name_opening(std::string_view line, std::string* why) {
  const auto json = journal::read_canonical(line, why);
  if (!json) return std::nullopt;
  const auto* object = json->as<JsonObject>();
  if (object == nullptr || object->size() != kMembers) {
    return journal::refused(why, "it has other members than a name's row");
  }
  NameOpening row;
  const auto* key = in<std::string>(*object, "key");
  const auto digest = key ? journal::parse_base64_digest(*key) : std::nullopt;
  if (!digest || !take_text(*object, "body", row.body) || !take_entry(*object, row.entry) ||
      !take_text(*object, "handle", row.handle) || !take_text(*object, "kind", row.kind) ||
      !take_text(*object, "plain", row.plain) || !take_proof(*object, row.proof)) {
    return journal::refused(why, "a member is missing or of another kind");
  }
  row.key = *digest;
  return row;
}

std::string fault_of(const NameOpening& opening) {
  const auto decoded = journal::decode(opening.body);
  const auto* bound = decoded ? std::get_if<core::NameBound>(&decoded->fact) : nullptr;
  if (bound == nullptr) return "the row's entry binds no name";
  if (bound->handle != opening.handle || bound->kind != opening.kind) {
    return "the row's entry binds another handle";
  }
  const std::string text =
      "zonefactor-name/1\n" + opening.kind + "\n" + opening.handle + "\n" + opening.plain;
  if (journal::hex(journal::hmac_sha256(opening.key, text)) != bound->commitment) {
    return "what the row says of handle " + opening.handle +
           " is not what the log commits to: the row was altered or exchanged with another's";
  }
  return {};
}

Names read_names(const PackFiles& files, const std::function<void(const NameOpening&)>& visit) {
  Names names;
  const std::string file(kNamesFile);
  LineStream lines(files, file, kMaxNameRow);
  std::optional<core::EntryRef> before;
  std::string why;
  for (std::string line; lines.next(line);) {
    const auto row = parse_name_opening(line, &why);
    if (!row) throw Unreadable(file, "a row cannot be read: " + why);
    if (before && row->entry <= *before) throw Unreadable(file, "its rows do not ascend");
    if (!names.emplace(row->handle, row->plain).second) {
      throw Unreadable(file, "explains handle " + printable(row->handle) + " twice");
    }
    before = row->entry;
    if (visit) visit(*row);
  }
  return names;
}

}  // namespace zonefactor::evidence
