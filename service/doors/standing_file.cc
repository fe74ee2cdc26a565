#include "service/doors/standing_file.h"

#include <fmt/format.h>

#include <fstream>
#include <iterator>
#include <stdexcept>

#include "service/doors/json_text.h"
#include "service/journal/canonical_json.h"

namespace zonefactor::doors {

using journal::Json;
using journal::JsonArray;
using journal::JsonObject;

namespace {

// A member of the file, or std::invalid_argument where it is not there.
template <class T>
const T& member(const JsonObject& object, const char* name) {
  const auto found = object.find(name);
  const T* value = found == object.end() ? nullptr : found->second.as<T>();
  if (value == nullptr) throw std::invalid_argument(fmt::format("'{}' is missing", name));
  return *value;
}

}  // namespace

StandingFile::StandingFile(std::filesystem::path path) : path_(std::move(path)) {
  if (path_.empty() || !std::filesystem::exists(path_)) return;
  try {
    read();
  } catch (const std::invalid_argument& fault) {
    throw std::runtime_error(
        fmt::format("{}: {}; remove the file to begin anew", path_.string(), fault.what()));
  }
}

void StandingFile::read() {
  std::ifstream in(path_);
  const std::string text{std::istreambuf_iterator<char>(in), {}};
  const JsonObject file = read_object(text, Names::canonical);
  for (const Json& item : member<JsonArray>(file, "controllers")) {
    const auto* object = item.as<JsonObject>();
    if (object == nullptr) throw std::invalid_argument("'controllers' holds something else");
    ControllerStanding& standing = standings_[member<std::string>(*object, "id")];
    standing.run = static_cast<std::uint32_t>(member<std::int64_t>(*object, "run"));
    standing.boot = member<std::string>(*object, "boot");
    standing.seq = static_cast<std::uint64_t>(member<std::int64_t>(*object, "seq"));
  }
}

ControllerStanding StandingFile::of(const std::string& controller) const {
  const std::lock_guard lock(mutex_);
  const auto found = standings_.find(controller);
  return found == standings_.end() ? ControllerStanding{} : found->second;
}

void StandingFile::put(const std::string& controller, const ControllerStanding& standing) {
  const std::lock_guard lock(mutex_);
  standings_[controller] = standing;
  if (!path_.empty()) write();
}

void StandingFile::write() const {
  JsonArray controllers;
  for (const auto& [id, standing] : standings_) {
    JsonObject object;
    object["id"] = Json(id);
    object["run"] = Json(std::int64_t{standing.run});
    object["boot"] = Json(standing.boot);
    object["seq"] = Json(standing.seq);
    controllers.emplace_back(std::move(object));
  }
  JsonObject file;
  file["controllers"] = Json(std::move(controllers));
  const std::filesystem::path next = path_.string() + ".new";
  std::ofstream out(next);
  out << journal::canonical(Json(std::move(file))) << '\n';
  out.close();
  std::error_code failed;
  if (out) std::filesystem::rename(next, path_, failed);
  if (!out || failed) {
    throw std::runtime_error(
        fmt::format("{} cannot be written; is its directory there and ours?", path_.string()));
  }
}

}  // namespace zonefactor::doors
