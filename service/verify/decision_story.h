// All that a pack holds about its one decision: the answer, what it rests on, what was found
// between and what became of it.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <vector>

#include "service/verify/pack_contents.h"
#include "service/verify/pack_files.h"
#include "service/verify/report_words.h"
#include "service/verify/setting.h"

namespace zonefactor::evidence {

struct DecisionStory {
  struct Borne {                                 // an entry that the decision rests on
    std::optional<core::Entry> entry;            // where it stands in the pack
    std::optional<core::FacilityObject> object;  // else where the configuration holds it
  };
  static constexpr std::size_t kMostFindings = 200;

  core::Entry entry;
  core::LoginDecided decided;
  Setting setting;  // when it was decided
  std::map<core::EntryRef, Borne> borne;
  std::vector<core::Entry> findings;         // since the first door event it rests on
  std::uint64_t more_findings = 0;           // beyond kMostFindings
  std::vector<core::Entry> readjudications;  // of this decision
};

// What the answer says of a condition, from 0. Where others fail, silence does not mean that it is
// met.
enum class Standing : std::uint8_t { met, unmet, unknown, unsaid };
Standing standing_of(const core::Decision& decision, std::size_t number);
Said words_for(Standing standing);

// Gathers the story while the entries pass by.
class StoryTeller {
 public:
  // Finds the decision first. Throws Unreadable where it is none.
  StoryTeller(const PackFiles& files, const PackContents& contents);
  // Every entry since the seal, before `setting` has taken it.
  void take(const core::Entry& entry, const Setting& setting);
  const DecisionStory& story() const { return story_; }

 private:
  bool concerns(const core::Finding& finding) const;

  DecisionStory story_;
  bool founded_ = false;  // a door event that the decision rests on has passed by
};

}  // namespace zonefactor::evidence
