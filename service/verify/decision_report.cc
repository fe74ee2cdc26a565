// The story of one login: the answer, and entry by entry what it rests on.
#include <fmt/format.h>

#include "service/verify/reports.h"

namespace zonefactor::evidence {

namespace {

class Report {
 public:
  Report(const PackContents& contents, const DecisionStory& story, const Names& names,
         Language language)
      : contents_(contents),
        story_(story),
        decision_(story.decided.decision),
        voice_{language, story.setting, names},
        page_(language, title()) {}

  std::string write(const std::vector<LogShown>& logs) {
    put_head(page_, contents_, voice_, title(),
             fmt::format("{} {}", voice_.say("対象の項目", "Entry"),
                         text_of(contents_.facility, story_.entry.ref)));
    put_answer();
    put_facts();
    put_conditions();
    put_afterwards();
    put_about(page_, contents_, voice_);
    put_logs(page_, contents_, logs, voice_);
    put_limits(page_, contents_, voice_);
    return page_.take();
  }

 private:
  std::string_view title() const {
    return voice_.say("証跡報告書（ログイン判定 1 件）", "Evidence of one login decision");
  }
  std::string when(const core::Entry& entry) const { return voice_.time(entry.recorded_at); }

  void put_answer() {
    const core::LoginAttempt& asked = story_.decided.attempt;
    const std::string zone = decision_.zone ? voice_.zone(*decision_.zone)
                                            : std::string(voice_.say("区画なし", "no zone"));
    page_.open("div", "answer");
    page_.element("strong", fmt::format("{} – {}", words_for(decision_.class_).in(voice_.language),
                                        words_for(decision_.outcome).in(voice_.language)));
    page_.element("p",
                  fmt::format(fmt::runtime(voice_.say(
                                  "{} に、アカウント {} が、{} の端末 {} で「{}」を求めました。",
                                  "At {}, account {} asked, in {} at terminal {}, to {}.")),
                              when(story_.entry), voice_.name(asked.account.text), zone,
                              asked.terminal.text, words_for(asked.action).in(voice_.language)));
    (decision_.reasons | decision_.zone_reasons).each([&](core::Reason reason) {
      page_.element(
          "p", fmt::format(fmt::runtime(voice_.say("理由（端末での文言）：{} [{}]",
                                                   "Reason, in the terminal's words: “{}” [{}]")),
                           words_for(reason, voice_.language), core::name_of(reason)));
    });
    page_.close();
  }

  void put_facts() {
    const core::LoginAttempt& asked = story_.decided.attempt;
    const auto fact = [&](std::string_view ja, std::string_view en, std::string_view text) {
      page_.fact(voice_.say(ja, en), text);
    };
    page_.element("h2", voice_.say("誰が、どこで、いつ", "Who, where, when"));
    page_.open_facts();
    fact("アカウント", "Account", voice_.name(asked.account.text));
    fact("持ち主", "Held by",
         decision_.person ? voice_.name(decision_.person->text)
                          : voice_.say("一人に定まらない", "nobody, or several people"));
    fact("区画", "Zone", decision_.zone ? voice_.zone(*decision_.zone) : "–");
    fact("端末（その証明）", "Terminal (proven by)",
         fmt::format("{} ({})", asked.terminal.text, words_for(asked.proof).in(voice_.language)));
    if (asked.session_kind) {
      fact("操作の形", "Kind of session", words_for(*asked.session_kind).in(voice_.language));
    }
    fact("時刻", "Time", when(story_.entry));
    fact("入口で確認した要素", "Factors verified at the entrance",
         words_for(decision_.entry_kinds, voice_.language));
    fact("端末で確認した要素", "Factors verified at the terminal",
         words_for(decision_.terminal_kinds, voice_.language));
    if (decision_.valid_until) {
      fact("有効期限", "Valid until", voice_.time(*decision_.valid_until));
    }
    if (!decision_.warnings.empty()) {
      fact("付記", "Remarks", words_for(decision_.warnings, voice_.language));
    }
    fact("規則と構成", "Rules and configuration",
         fmt::format(fmt::runtime(voice_.say("規則 第 {} 版、構成は項目 {} で発効",
                                             "edition {}, configuration in force by entry {}")),
                     decision_.edition, text_of(contents_.facility, decision_.configuration)));
    page_.close_table();
  }

  void put_conditions() {
    page_.element("h2",
                  voice_.say("七つの条件とその根拠", "The seven conditions, and what bears them"));
    page_.element(
        "p",
        voice_.say(
            "七つすべてが成り立つときに限り「二要素相当」になります。各条件の下に、判定が拠り"
            "どころとした項目を示します。",
            "A login is equivalent to two factors only while all seven hold. Under each "
            "stand the entries that the answer rests on."),
        "soft");
    for (std::size_t number = 0; number < core::kConditions; ++number) put_condition(number);
  }

  void put_condition(std::size_t number) {
    const Standing standing = standing_of(decision_, number);
    page_.open("section", std::string("condition ") + kind_of(standing));
    page_.open("h3");
    page_.text(fmt::format("C{} {}", number + 1, condition(number).in(voice_.language)));
    page_.element("span", words_for(standing).in(voice_.language)).close();
    page_.open("table").open("tbody");
    bool empty = true;
    for (const core::RestsOn& rests : decision_.evidence) {
      if (rests.condition != number) continue;
      empty = false;
      put_borne(rests.entry);
    }
    page_.close_table();
    if (empty) put_unborne(number);
    page_.close();
  }

  // What was verified at the terminal stands in the decision itself.
  void put_unborne(std::size_t number) {
    constexpr std::size_t kAtTheTerminal = 6;
    if (number == kAtTheTerminal) {
      page_.element(
          "p", fmt::format(fmt::runtime(voice_.say("この判定の項目に記録：端末で確認した要素は {}",
                                                   "In the decision's own entry: verified "
                                                   "at the terminal: {}")),
                           words_for(decision_.terminal_kinds, voice_.language)));
    } else {
      page_.element("p", voice_.say("拠りどころとした項目はありません。", "It rests on no entry."),
                    "soft");
    }
  }

  void put_borne(core::EntryRef ref) {
    const DecisionStory::Borne& borne = story_.borne.at(ref);
    std::string at(voice_.say("収録の起点で有効", "in force at the start"));
    std::string words(voice_.say("封印された状態にあるもの", "held by the sealed state"));
    if (borne.object) words = words_for(*borne.object, voice_);
    if (borne.entry) {
      at = when(*borne.entry);
      words = words_for(borne.entry->fact, voice_);
    }
    page_.row({text_of(contents_.facility, ref), at, words});
  }

  void put_afterwards() {
    page_.element("h2", voice_.say("入室から後の所見と、判定の見直し",
                                   "Findings since the entry, and later judgement"));
    if (story_.findings.empty() && story_.readjudications.empty()) {
      page_.element("p", voice_.say("この証跡の範囲には、該当する所見も見直しもありません。",
                                    "The pack holds neither a finding that concerns this login nor "
                                    "a later judgement of it."));
      return;
    }
    page_.open_table({{voice_.say("項目", "Entry")},
                      {voice_.say("時刻", "Time")},
                      {voice_.say("内容", "What it says")}});
    for (const core::Entry& entry : story_.findings) {
      page_.row(
          {text_of(contents_.facility, entry.ref), when(entry), words_for(entry.fact, voice_)});
    }
    for (const core::Entry& entry : story_.readjudications) {
      const auto& again = std::get<core::Readjudicated>(entry.fact);
      page_.row({text_of(contents_.facility, entry.ref), when(entry),
                 fmt::format("{}: {} → {} ({} {})", voice_.say("見直し", "Judged again"),
                             words_for(again.from).in(voice_.language),
                             words_for(again.to).in(voice_.language),
                             voice_.say("契機となった項目", "because of entry"),
                             text_of(contents_.facility, again.cause))});
    }
    page_.close_table();
    if (story_.more_findings > 0) {
      page_.element("p",
                    fmt::format(fmt::runtime(voice_.say("ほか {} 件は findings.csv にあります。",
                                                        "{} more are in findings.csv.")),
                                story_.more_findings));
    }
  }

  static const char* kind_of(Standing standing) {
    switch (standing) {
      case Standing::met:
        return "met";
      case Standing::unmet:
        return "unmet";
      case Standing::unknown:
        return "unknown";
      case Standing::unsaid:
        return "unsaid";
    }
    __builtin_unreachable();
  }
  const PackContents& contents_;
  const DecisionStory& story_;
  const core::Decision& decision_;
  Voice voice_;
  Html page_;
};

}  // namespace

std::string decision_report(const PackContents& contents, const std::vector<LogShown>& logs,
                            const DecisionStory& story, const Names& names, Language language) {
  return Report(contents, story, names, language).write(logs);
}

}  // namespace zonefactor::evidence
