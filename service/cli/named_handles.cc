#include "service/cli/named_handles.h"

#include <utility>

#include "service/journal/entry_codec.h"
#include "service/journal/handle.h"
#include "service/journal/state_codec.h"

namespace zonefactor::cli {

NamedHandles::NamedHandles(ExportWish wish, std::string_view state, std::string_view decision)
    : wish_(std::move(wish)) {
  if (const auto sealed = journal::decode_state(state)) setting_ = evidence::Setting(*sealed);
  const auto decoded = journal::decode(decision);
  const auto* decided = decoded ? std::get_if<core::LoginDecided>(&decoded->fact) : nullptr;
  if (decided == nullptr) return;
  for (const core::RestsOn& rests : decided->decision.evidence) rests_on_.insert(rests.entry);
}

bool NamedHandles::is_wanted(core::EntryRef ref, core::Instant at) const {
  if (wish_.decision) return ref == *wish_.decision || rests_on_.contains(ref);
  return wish_.from <= at && at < wish_.until;
}

void NamedHandles::add(std::string_view body) {
  for (std::string& handle : journal::handles_in(body)) handles_.insert(std::move(handle));
}

void NamedHandles::take(core::EntryRef ref, std::string_view body) {
  const auto decoded = journal::decode(body);
  if (!decoded) return;  // the pack's verification says so
  if (is_wanted(ref, decoded->recorded_at)) {
    add(body);
    const auto* event = std::get_if<core::DoorEvent>(&decoded->fact);
    if (event && event->observation.credential)
      add(setting_.holder_of(*event->observation.credential).text);
  }
  if (ref == wish_.decision) {
    for (const core::EntryRef rests : rests_on_) {
      const core::FacilityObject* const object = setting_.put_by(rests);
      if (object) add(journal::encode_object(*object));
    }
  }
  setting_.take(ref, decoded->fact);
}

}  // namespace zonefactor::cli
