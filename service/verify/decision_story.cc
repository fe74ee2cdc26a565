#include "service/verify/decision_story.h"

#include "service/journal/entry_codec.h"
#include "service/verify/entry_stream.h"
#include "service/verify/file_names.h"

namespace zonefactor::evidence {

Standing standing_of(const core::Decision& decision, std::size_t number) {
  core::Reasons own;
  (decision.reasons | decision.zone_reasons).each([&](core::Reason reason) {
    if (condition_of(reason) == number) own.add(reason);
  });
  if (own.empty()) {
    return decision.class_ == core::Class::zone_equivalent ? Standing::met : Standing::unsaid;
  }
  const bool doubtful = (own & core::kUndeterminedReasons) == own;
  return doubtful ? Standing::unknown : Standing::unmet;
}

Said words_for(Standing standing) {
  switch (standing) {
    case Standing::met:
      return {"成立", "met"};
    case Standing::unmet:
      return {"不成立", "not met"};
    case Standing::unknown:
      return {"確認できず", "could not be told"};
    case Standing::unsaid:
      return {"指摘なし", "nothing said against it"};
  }
  __builtin_unreachable();
}

StoryTeller::StoryTeller(const PackFiles& files, const PackContents& contents) {
  const core::EntryRef ref = contents.decision.value();
  EntryStream entries(files, *contents.holding(ref));
  while (entries.next() && entries.ref() != ref) continue;
  auto decoded = journal::decode(entries.bytes());
  auto* decided = decoded ? std::get_if<core::LoginDecided>(&decoded->fact) : nullptr;
  if (decided == nullptr) {
    throw Unreadable(name_of(ref.year, LogFile::entries),
                     "entry " + std::to_string(ref.index) + " is no decision");
  }
  story_.decided = *decided;
  story_.entry = {ref, decoded->recorded_at, std::move(decoded->fact)};
  for (const core::RestsOn& rests : story_.decided.decision.evidence) story_.borne[rests.entry];
}

bool StoryTeller::concerns(const core::Finding& finding) const {
  const core::Decision& decision = story_.decided.decision;
  const bool other_person = finding.person && finding.person != decision.person;
  const bool other_zone = finding.zone && finding.zone != decision.zone;
  const bool other_terminal =
      finding.terminal && *finding.terminal != story_.decided.attempt.terminal;
  return !other_person && !other_zone && !other_terminal;
}

void StoryTeller::take(const core::Entry& entry, const Setting& setting) {
  if (const auto at = story_.borne.find(entry.ref); at != story_.borne.end()) {
    at->second.entry = entry;
    founded_ = founded_ || std::holds_alternative<core::DoorEvent>(entry.fact);
  }
  if (entry.ref == story_.entry.ref) {
    story_.setting = setting;
    for (auto& [ref, borne] : story_.borne) {
      const core::FacilityObject* object = setting.put_by(ref);
      if (object != nullptr) borne.object = *object;
    }
  }
  const auto* finding = std::get_if<core::Finding>(&entry.fact);
  if (finding != nullptr && founded_ && concerns(*finding)) {
    if (story_.findings.size() < DecisionStory::kMostFindings) {
      story_.findings.push_back(entry);
    } else {
      ++story_.more_findings;
    }
  }
  const auto* again = std::get_if<core::Readjudicated>(&entry.fact);
  if (again != nullptr && again->decision == story_.entry.ref) {
    story_.readjudications.push_back(entry);
  }
}

}  // namespace zonefactor::evidence
