// The words of the reports in Japanese and English: what each name of the vocabulary means to
// somebody who audits a hospital and has read no rule.
#pragma once

#include <string>
#include <string_view>

#include "service/core/fact.h"

namespace zonefactor::evidence {

enum class Language : std::uint8_t { ja, en };

struct Said {
  std::string_view ja;
  std::string_view en;
  std::string_view in(Language language) const { return language == Language::ja ? ja : en; }
};

Said words_for(core::Class value);
Said words_for(core::Outcome value);
Said words_for(core::FactorKind value);
Said words_for(core::Method value);
Said words_for(core::Action value);
Said words_for(core::SessionKind value);
Said words_for(core::TerminalProof value);
Said words_for(core::EventKind value);
Said words_for(core::FindingKind value);
Said words_for(core::Warning value);
Said words_for(core::ExportPurpose value);
Said words_for(core::CredentialState value);
// What the person at the terminal was told of it, without the advice.
std::string words_for(core::Reason value, Language language);

// C1 to C7, from 0: what each asks for.
Said condition(std::size_t number);
// The condition that a reason is about, from 0.
std::size_t condition_of(core::Reason reason);

// The words of a set, in its order: "knowledge and possession", "記憶・所持"; a dash where empty.
template <class E>
std::string words_for(core::Set<E> set, Language language) {
  std::string all;
  set.each([&](E value) {
    if (!all.empty()) all += language == Language::ja ? "・" : ", ";
    all += words_for(value).in(language);
  });
  return all.empty() ? "–" : all;
}

std::string_view in(const core::LocalText& text, Language language);

}  // namespace zonefactor::evidence
