// A person is made unrecognisable: what the explaining table says of their handles goes, and the
// journal says that it went (rule V2).
//
// The entry comes first: after a crash between the two the next start deletes the rows.
#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <optional>
#include <utility>

#include "service/core/objects.h"
#include "service/engine/recording.h"

namespace zonefactor::engine {

namespace {

using Erased = std::variant<ports::ErasureResult, ports::Declined>;

constexpr std::chrono::seconds kTryAgain{5};
// Who erases what nobody asked for just now.
constexpr const char* kItself = "zonefactord";

}  // namespace

void Engine::erase_person(std::string person, std::string peer, ports::Done<Erased> done) {
  if (turned_away(done)) return;
  const std::string* handle = state_->names.handle_of(NameKind::person, person);
  if (!handle) {
    return done(ports::Declined{fmt::format(
        "nobody is known as \"{}\": no facility file ever named them, or they are erased already; "
        "name who is to be erased by a person's id",
        person)});
  }
  if (state_->configuration.with_staged().count(core::staging_key("person", *handle)) != 0) {
    return done(ports::Declined{fmt::format(
        "person \"{}\" is in the configuration in force: take them and their credentials out of "
        "the facility file, put it in force, and erase them then",
        person)});
  }
  bring_to_now();
  Erasure erasure = record_erasure(core::PersonId(*handle), peer);
  writer_.after_all([this, erasure = std::move(erasure),
                     done = std::move(done)](const ports::Unavailable* failed) mutable {
    if (failed) return done(*failed);
    erase_rows(std::move(erasure.handles),
               [result = erasure.result, done = std::move(done)](const ports::Unavailable* away) {
                 if (away) return done(*away);
                 done(Erased(result));
               });
  });
}

Engine::Erasure Engine::record_erasure(const core::PersonId& person, const std::string& peer) {
  Erasure erasure;
  erasure.handles = state_->belongings.erasable_with(person);
  const auto rows = std::count_if(
      erasure.handles.begin(), erasure.handles.end(),
      [this](const std::string& handle) { return state_->names.plain_of(handle) != nullptr; });
  erasure.result.rows = static_cast<std::uint64_t>(rows);
  erasure.result.entry = record(core::PersonErased{person, erasure.result.rows, peer}).ref;
  for (const std::string& handle : erasure.handles) state_->names.forget(handle);
  return erasure;
}

void Engine::erase_rows(std::vector<std::string> handles,
                        std::function<void(const ports::Unavailable* failed)> done) {
  storage_.give([this, handles = std::move(handles), done = std::move(done), &store = parts_.store,
                 &loop = parts_.loop, alive = std::weak_ptr(alive_)]() mutable {
    std::optional<ports::Unavailable> away;
    try {
      store.erase_names(handles);
    } catch (const ports::StoreUnavailable& failure) {
      away = ports::Unavailable{kTryAgain, failure.what()};
    }
    loop.post([this, handles = std::move(handles), done = std::move(done), away, alive]() mutable {
      if (alive.expired()) return;
      done(away ? &*away : nullptr);
      if (!away) return;
      parts_.log(LogLevel::error,
                 fmt::format("{}: the rows of an erased person are still there: {}; trying again",
                             options_.facility_id, away->why));
      after(kTryAgain, [this, handles = std::move(handles)]() mutable {
        erase_rows(std::move(handles), [](const ports::Unavailable*) {});
      });
    });
  });
}

void Engine::record_erased_again(const std::map<core::PersonId, std::uint64_t>& rows) {
  for (const auto& [person, count] : rows) {
    record(core::PersonErased{person, count, kItself});
    parts_.log(LogLevel::warning,
               fmt::format("{}: {} rows of the explaining table belonged to the erased person {} "
                           "and are deleted: an older table was restored, or the service stopped "
                           "before it had deleted them",
                           options_.facility_id, count, person.text));
  }
}

}  // namespace zonefactor::engine
