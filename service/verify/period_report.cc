// A period in figures, with everything that an auditor looks into one by one.
#include <fmt/format.h>

#include <algorithm>

#include "service/verify/reports.h"

namespace zonefactor::evidence {

namespace {

std::string percent(std::uint64_t part, std::uint64_t of) {
  if (of == 0) return "–";
  const std::uint64_t tenths = (part * 1000 + of / 2) / of;
  return fmt::format("{}.{} %", tenths / 10, tenths % 10);
}

class Report {
 public:
  Report(const PackContents& contents, const PeriodFigures& figures, const Names& names,
         Language language)
      : contents_(contents),
        figures_(figures),
        voice_{language, figures.setting(), names},
        page_(language, title()) {}

  std::string write(const std::vector<LogShown>& logs) {
    put_head(page_, contents_, voice_, title(),
             fmt::format(fmt::runtime(voice_.say("{} 以降、{} より前", "From {} until before {}")),
                         voice_.time(contents_.from), voice_.time(contents_.until)));
    put_figures();
    put_completeness(logs);
    put_decisions();
    put_reasons();
    put_findings();
    put_shown("記録の途切れになりうる事象", "What may be a gap in the record",
              "サービスの起動、制御盤との通信断、扉イベントの番号の欠け、時計のずれを、起きた順に示"
              "します。",
              "Starts of the service, controllers offline, missing numbers and clocks, in order.",
              figures_.gaps, "findings.csv, entries.jsonl");
    put_shown("緊急のログイン", "Emergency logins", "一件ずつ見直しの対象となります。",
              "Each of them is to be reviewed.", figures_.emergencies, "decisions.csv");
    put_readjudications();
    put_shown("監査記録の閲覧と持ち出し", "Who read the trail, and what was taken away", {}, {},
              figures_.exports, "entries.jsonl");
    put_about(page_, contents_, voice_);
    put_logs(page_, contents_, logs, voice_);
    put_limits(page_, contents_, voice_);
    return page_.take();
  }

 private:
  std::string_view title() const {
    return voice_.say("証跡報告書（期間）", "Evidence of a period");
  }
  std::string when(const core::Entry& entry) const { return voice_.time(entry.recorded_at); }
  std::string place(const core::Entry& entry) const {
    return text_of(contents_.facility, entry.ref);
  }

  void put_figure(std::string_view number, std::string_view label) {
    page_.open("div", "figure").element("b", number).element("span", label).close();
  }

  void put_figures() {
    const auto count = [&](core::Class value) {
      return figures_.classes[static_cast<std::size_t>(value)];
    };
    std::uint64_t findings = 0;
    for (const std::uint64_t number : figures_.findings) findings += number;
    page_.open("div", "figures");
    put_figure(grouped(figures_.decisions), voice_.say("ログイン判定", "login decisions"));
    put_figure(percent(count(core::Class::zone_equivalent), figures_.decisions),
               voice_.say("うち二要素相当", "of them equivalent"));
    put_figure(grouped(count(core::Class::emergency)), voice_.say("緊急のログイン", "emergencies"));
    put_figure(grouped(findings), voice_.say("所見", "findings"));
    put_figure(grouped(figures_.door_events), voice_.say("扉イベント", "door events"));
    page_.close();
  }

  void put_completeness(const std::vector<LogShown>& logs) {
    page_.element("h2", voice_.say("母集団と網羅性", "Population and completeness"));
    std::uint64_t in_pack = 0;
    for (const LogShown& log : logs) in_pack += log.segment.end - log.segment.begin;
    page_.element(
        "p", fmt::format(fmt::runtime(voice_.say(
                             "この期間に記録された項目は {} 件で、そのすべてを収録しています。",
                             "{} entries were recorded in this period, and all of them are here.")),
                         grouped(figures_.entries)));
    page_.element(
        "p", fmt::format(fmt::runtime(voice_.say(
                             "期間の前後を確かめるため、期間外の {} 件も収録しています。",
                             "{} entries from before and after stand beside them, to show where "
                             "the period begins and ends.")),
                         grouped(in_pack - figures_.entries)));
    if (!figures_.has_ended) {
      page_.element(
          "p",
          voice_.say("最後に収録した項目は期間の終わりより前のものです。その時点で期間が終わって"
                     "いなかったか、以後に記録がありません。",
                     "The last entry here is older than the period's end: the period "
                     "had not ended then, or nothing was recorded since."));
    }
    page_.open_facts();
    if (figures_.first) {
      page_.fact(voice_.say("最初の項目", "First entry"),
                 place(*figures_.first) + " – " + when(*figures_.first));
      page_.fact(voice_.say("最後の項目", "Last entry"),
                 place(*figures_.last) + " – " + when(*figures_.last));
    }
    page_.fact(voice_.say("受け付けなかった扉イベント", "Door events refused"),
               grouped(figures_.refused_events));
    page_.fact(voice_.say("構成の変更", "Configurations put in force"),
               grouped(figures_.configurations));
    page_.close_table();
  }

  void put_decisions() {
    page_.element("h2", voice_.say("ログイン判定の内訳", "Login decisions"));
    page_.open_table({{voice_.say("区分", "Class")},
                      {voice_.say("件数", "Number"), true},
                      {voice_.say("割合", "Share"), true}});
    each<core::Class>([&](core::Class value, std::size_t at) {
      page_.row({std::string(words_for(value).in(voice_.language)), grouped(figures_.classes[at]),
                 percent(figures_.classes[at], figures_.decisions)});
    });
    page_.close_table();
    page_.open_table({{voice_.say("結果", "Outcome")},
                      {voice_.say("件数", "Number"), true},
                      {voice_.say("割合", "Share"), true}});
    each<core::Outcome>([&](core::Outcome value, std::size_t at) {
      page_.row({std::string(words_for(value).in(voice_.language)), grouped(figures_.outcomes[at]),
                 percent(figures_.outcomes[at], figures_.decisions)});
    });
    page_.close_table();
    put_zones();
  }

  void put_zones() {
    if (figures_.zones.empty()) return;
    page_.element("h3", voice_.say("端末の区画ごと", "By the terminal's zone"));
    std::vector<Html::Column> columns{{voice_.say("区画", "Zone")}};
    each<core::Class>([&](core::Class value, std::size_t) {
      columns.push_back({words_for(value).in(voice_.language), true});
    });
    page_.open_table(columns);
    for (const auto& [zone, classes] : figures_.zones) {
      std::vector<std::string> cells{zone.empty() ? std::string(voice_.say("区画なし", "no zone"))
                                                  : voice_.zone(core::ZoneId(zone))};
      for (const std::uint64_t number : classes) cells.push_back(grouped(number));
      page_.row(cells);
    }
    page_.close_table();
  }

  void put_reasons() {
    page_.element("h2",
                  voice_.say("二要素相当とならなかった理由", "Why logins were not equivalent"));
    page_.element("p",
                  voice_.say("一件のログインに複数の理由があれば、それぞれに数えます。",
                             "A login with several reasons counts under each of them."),
                  "soft");
    page_.open_table({{voice_.say("条件", "Condition")},
                      {voice_.say("理由（端末での文言）", "Reason, in the terminal's words")},
                      {voice_.say("コード", "Code")},
                      {voice_.say("件数", "Number"), true}});
    bool none = true;
    each<core::Reason>([&](core::Reason value, std::size_t at) {
      if (figures_.reasons[at] == 0) return;
      none = false;
      page_.row({fmt::format("C{}", condition_of(value) + 1), words_for(value, voice_.language),
                 std::string(core::name_of(value)), grouped(figures_.reasons[at])});
    });
    page_.close_table();
    if (none) put_none();
  }

  void put_findings() {
    page_.element("h2", voice_.say("所見", "Findings"));
    page_.open_table({{voice_.say("所見", "Finding")},
                      {voice_.say("コード", "Code")},
                      {voice_.say("件数", "Number"), true}});
    bool none = true;
    each<core::FindingKind>([&](core::FindingKind value, std::size_t at) {
      if (figures_.findings[at] == 0) return;
      none = false;
      page_.row({std::string(words_for(value).in(voice_.language)),
                 std::string(core::name_of(value)), grouped(figures_.findings[at])});
    });
    page_.close_table();
    if (none) put_none();
  }

  void put_shown(std::string_view title_ja, std::string_view title_en, std::string_view note_ja,
                 std::string_view note_en, const PeriodFigures::Shown& shown,
                 std::string_view rest_in) {
    page_.element("h2", voice_.say(title_ja, title_en));
    if (!note_ja.empty()) page_.element("p", voice_.say(note_ja, note_en), "soft");
    put_entries(shown, rest_in,
                [&](const core::Entry& entry) { return words_for(entry.fact, voice_); });
  }

  void put_readjudications() {
    page_.element("h2", voice_.say("後から改めた判定", "Decisions judged again"));
    put_entries(figures_.readjudications, "entries.jsonl", [&](const core::Entry& entry) {
      const auto& again = std::get<core::Readjudicated>(entry.fact);
      return fmt::format("{}: {} → {} ({} {})", text_of(contents_.facility, again.decision),
                         words_for(again.from).in(voice_.language),
                         words_for(again.to).in(voice_.language),
                         voice_.say("契機となった項目", "because of entry"),
                         text_of(contents_.facility, again.cause));
    });
  }

  template <class Words>
  void put_entries(const PeriodFigures::Shown& shown, std::string_view rest_in, Words words) {
    if (shown.entries.empty()) return put_none();
    page_.open_table({{voice_.say("項目", "Entry")},
                      {voice_.say("時刻", "Time")},
                      {voice_.say("内容", "What it says")}});
    for (const auto& [entry, before] : shown.entries) {
      std::string said = words(entry);
      if (before) {
        said +=
            fmt::format(fmt::runtime(voice_.say("（直前の項目は {}）", " (the entry before: {})")),
                        voice_.time(*before));
      }
      page_.row({place(entry), when(entry), said});
    }
    page_.close_table();
    if (shown.more > 0) {
      page_.element("p", fmt::format(fmt::runtime(voice_.say("ほか {} 件は {} にあります。",
                                                             "{} more are in {}.")),
                                     grouped(shown.more), rest_in));
    }
  }

  void put_none() { page_.element("p", voice_.say("該当なし", "None.")); }

  template <class E, class Visit>
  static void each(Visit visit) {
    for (std::size_t at = 0; at < core::count_of<E>(); ++at) visit(static_cast<E>(at), at);
  }

  const PackContents& contents_;
  const PeriodFigures& figures_;
  Voice voice_;
  Html page_;
};

}  // namespace

std::string period_report(const PackContents& contents, const std::vector<LogShown>& logs,
                          const PeriodFigures& figures, const Names& names, Language language) {
  return Report(contents, figures, names, language).write(logs);
}

}  // namespace zonefactor::evidence
