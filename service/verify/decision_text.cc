#include "service/verify/decision_text.h"

#include <fmt/format.h>

namespace zonefactor::evidence {

namespace {

constexpr std::size_t kAtTheTerminal = 6;  // C7

class Telling {
 public:
  Telling(const std::string& facility, const DecisionStory& story, const Names& names,
          Language language)
      : facility_(facility),
        story_(story),
        decision_(story.decided.decision),
        voice_{language, story.setting, names} {}

  std::string tell() {
    put_answer();
    put_facts();
    for (std::size_t number = 0; number < core::kConditions; ++number) put_condition(number);
    put_afterwards();
    return std::move(text_);
  }

 private:
  void line(std::string_view words) { text_ += fmt::format("{}\n", words); }
  void fact(std::string_view ja, std::string_view en, std::string_view words) {
    line(fmt::format(fmt::runtime(voice_.say("  {}：{}", "  {}: {}")), voice_.say(ja, en), words));
  }
  std::string_view of(Said said) const { return said.in(voice_.language); }

  void put_answer() {
    const core::LoginAttempt& asked = story_.decided.attempt;
    const std::string zone = decision_.zone ? voice_.zone(*decision_.zone)
                                            : std::string(voice_.say("区画なし", "no zone"));
    line(fmt::format("{}  {} – {}", text_of(facility_, story_.entry.ref),
                     of(words_for(decision_.class_)), of(words_for(decision_.outcome))));
    line(fmt::format(
        fmt::runtime(voice_.say("{} に、アカウント {} が、{} の端末 {} で「{}」を求めました。",
                                "At {}, account {} asked, in {} at terminal {}, to {}.")),
        voice_.time(story_.entry.recorded_at), voice_.name(asked.account.text), zone,
        asked.terminal.text, of(words_for(asked.action))));
    (decision_.reasons | decision_.zone_reasons).each([&](core::Reason reason) {
      line(fmt::format(fmt::runtime(voice_.say("理由：{} [{}]", "Because: {} [{}]")),
                       words_for(reason, voice_.language), core::name_of(reason)));
    });
  }

  void put_facts() {
    line("");
    fact("持ち主", "Held by",
         decision_.person ? voice_.name(decision_.person->text)
                          : voice_.say("一人に定まらない", "nobody, or several people"));
    fact("入口で確認した要素", "Verified at the entrance",
         words_for(decision_.entry_kinds, voice_.language));
    fact("端末で確認した要素", "Verified at the terminal",
         words_for(decision_.terminal_kinds, voice_.language));
    if (decision_.valid_until) fact("有効期限", "Valid until", voice_.time(*decision_.valid_until));
    if (!decision_.warnings.empty())
      fact("付記", "Remarks", words_for(decision_.warnings, voice_.language));
    fact("規則と構成", "Rules and configuration",
         fmt::format(fmt::runtime(voice_.say("規則 第 {} 版、構成は項目 {} で発効",
                                             "edition {}, configuration in force by entry {}")),
                     decision_.edition, text_of(facility_, decision_.configuration)));
  }

  void put_condition(std::size_t number) {
    line("");
    line(fmt::format("C{} {} – {}", number + 1, of(condition(number)),
                     of(words_for(standing_of(decision_, number)))));
    bool empty = true;
    for (const core::RestsOn& rests : decision_.evidence) {
      if (rests.condition != number) continue;
      empty = false;
      put_borne(rests.entry);
    }
    if (empty && number == kAtTheTerminal) {
      line(fmt::format(fmt::runtime(voice_.say("   この判定の項目に記録：{}",
                                               "   in the decision's own entry: {}")),
                       words_for(decision_.terminal_kinds, voice_.language)));
    } else if (empty) {
      line(voice_.say("   拠りどころとした項目はありません。", "   rests on no entry"));
    }
  }

  void put_borne(core::EntryRef ref) {
    const DecisionStory::Borne& borne = story_.borne.at(ref);
    const std::string words =
        borne.entry
            ? fmt::format("{}  {}", voice_.time(borne.entry->recorded_at),
                          words_for(borne.entry->fact, voice_))
            : std::string(voice_.say("この項目は読めません。", "this entry cannot be read"));
    line(fmt::format("   {}  {}", text_of(facility_, ref), words));
  }

  void put_afterwards() {
    line("");
    for (const core::Entry& entry : story_.readjudications) {
      const auto& again = std::get<core::Readjudicated>(entry.fact);
      line(fmt::format("{}  {}  {}: {} → {} ({} {})", text_of(facility_, entry.ref),
                       voice_.time(entry.recorded_at), voice_.say("見直し", "Judged again"),
                       of(words_for(again.from)), of(words_for(again.to)),
                       voice_.say("契機となった項目", "because of entry"),
                       text_of(facility_, again.cause)));
    }
    if (story_.readjudications.empty())
      line(voice_.say("判定の見直しはありません。", "It was not judged again later."));
  }

  const std::string& facility_;
  const DecisionStory& story_;
  const core::Decision& decision_;
  Voice voice_;
  std::string text_;
};

}  // namespace

std::string decision_text(const std::string& facility, const DecisionStory& story,
                          const Names& names, Language language) {
  return Telling(facility, story, names, language).tell();
}

}  // namespace zonefactor::evidence
