#include "service/verify/report_parts.h"

#include <fmt/format.h>

#include <algorithm>

#include "service/journal/checkpoint.h"
#include "service/journal/log_origin.h"
#include "service/verify/file_names.h"

namespace zonefactor::evidence {

namespace {

constexpr std::size_t kCosignatureBytes = 72;  // a time of 8 bytes and an Ed25519 signature

std::optional<std::uint64_t> time_in(const journal::SignatureLine& line) {
  if (line.signature.size() != kCosignatureBytes) return std::nullopt;
  std::uint64_t seconds = 0;
  for (std::size_t i = 0; i < 8; ++i) {
    seconds = seconds << 8 | static_cast<unsigned char>(line.signature[i]);
  }
  constexpr std::uint64_t kYear9999 = 253402300799;
  return std::min(seconds, kYear9999);
}

LogShown log_of(const PackFiles& files, const Segment& segment) {
  const std::string file = name_of(segment.year, LogFile::end_checkpoint);
  std::string why;
  const auto note = journal::parse_note(files.text_of(file, journal::kMaxNoteBytes), &why);
  const auto checkpoint = note ? journal::parse_checkpoint(note->text, &why) : std::nullopt;
  if (!checkpoint) throw Unreadable(file, "is no checkpoint: " + why);
  LogShown shown{segment,
                 journal::hex(checkpoint->root),
                 {},
                 files.has(name_of(segment.year, LogFile::end_tsr))};
  for (const journal::SignatureLine& line : note->signatures) {
    shown.signatures.push_back({line.name, time_in(line)});
  }
  return shown;
}

std::string words_of(const LogShown::Signature& signature, const Voice& voice) {
  if (!signature.posix_seconds) return signature.name;
  const core::Instant at{std::chrono::seconds(*signature.posix_seconds)};
  return fmt::format("{} ({})", signature.name, voice.time(at));
}

}  // namespace

std::vector<LogShown> logs_of(const PackFiles& files, const PackContents& contents) {
  std::vector<LogShown> logs;
  for (const Segment& segment : contents.segments) logs.push_back(log_of(files, segment));
  return logs;
}

std::string grouped(std::uint64_t number) {
  std::string digits = std::to_string(number);
  for (std::size_t at = digits.size(); at > 3;) digits.insert(at -= 3, ",");
  return digits;
}

void put_head(Html& page, const PackContents& contents, const Voice& voice, std::string_view title,
              std::string_view subject) {
  const core::LocalText& name = voice.setting.head().name;
  const std::string_view facility = in(name, voice.language);
  page.open("header");
  page.element("p", facility.empty() ? std::string_view(contents.facility) : facility, "over");
  page.element("h1", title);
  page.element("p", subject);
  page.element("p",
               voice.say("入退室の記録とログインの記録の突合（NIST SP 800-53 AU-6(6) "
                         "Correlation with Physical Monitoring）",
                         "Correlation of login records with physical access (NIST SP 800-53 "
                         "AU-6(6), Correlation with Physical Monitoring)"),
               "soft");
  page.close();
}

void put_about(Html& page, const PackContents& contents, const Voice& voice) {
  page.element("h2", voice.say("この報告書について", "About this report"));
  page.open_facts();
  page.fact(voice.say("利用目的", "Exported for"), words_for(contents.purpose).in(voice.language));
  page.fact(
      voice.say("人の表示", "People are shown"),
      contents.named
          ? voice.say("識別名（ログに固定された対応表で開示）", "by name, opened against the log")
          : voice.say("仮名（無作為な識別子）", "by random handles (pseudonymous)"));
  page.fact(voice.say("時刻", "Times"),
            fmt::format(fmt::runtime(voice.say("施設の現地時刻（{}）、UTC との差を併記",
                                               "local to the facility ({}), with offset")),
                        voice.setting.head().time_zone.name));
  page.fact(voice.say("作成プログラム", "Written by"),
            fmt::format("ZoneFactor {}", contents.program));
  page.close_table();
}

void put_logs(Html& page, const PackContents& contents, const std::vector<LogShown>& logs,
              const Voice& voice) {
  page.element("h2", voice.say("ログと署名", "Logs and signatures"));
  page.element(
      "p",
      voice.say(
          "下の各項目は、署名されたチェックポイント（件数とルートハッシュ）に含まれています。"
          "署名の検証は zonefactor-verify で行ってください。このページ自体は署名を検証しません。",
          "All entries are committed to by the signed checkpoints below, each a size and a "
          "root hash. This page does not check signatures: zonefactor-verify does."));
  for (const LogShown& log : logs) {
    const Segment& segment = log.segment;
    page.element("h3", journal::origin_of(contents.facility, segment.year));
    page.open_facts();
    page.fact(voice.say("収録した項目", "Entries in the pack"),
              fmt::format(fmt::runtime(voice.say("{} 番から {} 番まで（{} 件、欠けなし）",
                                                 "{} to {} ({} entries, none left out)")),
                          segment.begin, segment.end - 1, grouped(segment.end - segment.begin)));
    page.fact(voice.say("ログの件数", "Size of the log"), grouped(segment.end));
    page.fact(voice.say("ルートハッシュ", "Root hash"), log.root);
    std::string signatures;
    for (const LogShown::Signature& signature : log.signatures) {
      if (!signatures.empty()) signatures += voice.say("、", ", ");
      signatures += words_of(signature, voice);
    }
    page.fact(voice.say("署名行（立会人は時刻つき）", "Signature lines (witnesses with time)"),
              signatures);
    page.fact(
        voice.say("タイムスタンプ（RFC 3161）", "Time stamp (RFC 3161)"),
        log.stamped ? voice.say("あり（end.tsr）", "yes (end.tsr)") : voice.say("なし", "none"));
    page.close_table();
  }
}

void put_limits(Html& page, const PackContents& contents, const Voice& voice) {
  page.element("h2", voice.say("この証跡で証明できること、できないこと",
                               "What this proves, and what it does not"));
  page.open("ul");
  const auto item = [&](std::string_view ja, std::string_view en) {
    page.element("li", voice.say(ja, en));
  };
  item(
      "証明できること：収録した項目は、署名されたログの該当部分のすべてであり、署名後の改ざん・"
      "削除・挿入・並べ替えはありません。",
      "Proven: the entries are all of that part of the signed log; none was altered, removed, "
      "inserted or moved since it was signed.");
  item(
      "証明できること：判定と、規則から生じる所見は、収録した項目から、同じ規則で一件ずつ導き直せま"
      "す。",
      "Proven: every answer, and every finding that the rules raise, follows from the entries by "
      "the rules, and is derived again one by one.");
  item(
      "証明できないこと：扉の制御盤が事実を伝えたこと、および現場の扉・読取機・端末が登録どおり"
      "であること。",
      "Not proven: that a door controller told the truth, and that doors, readers and terminals "
      "are on site as they are registered.");
  item(
      "証明できないこと：署名より前に、記録を作る側が事実と異なる項目を加えなかったこと。立会人の"
      "署名は、その時刻以降の書き換えを防ぎます。",
      "Not proven: that whoever runs the log added nothing untrue before it was signed. A "
      "witness's cosignature rules out rewriting from its time on.");
  if (contents.seal) {
    item(
        "証明できないこと：封印された状態から始まるため、扉イベントの時刻とその誤差、および封印より"
        "前の"
        "判定を後から改めた記録。これらは記録のまま示します。",
        "Not proven, since this begins at a sealed state: where door events were placed in time "
        "and "
        "how precisely, and later verdicts on decisions from before it. They stand as recorded.");
  }
  if (!contents.named) {
    item("仮名の利用者が誰であるかは、この証跡からは分かりません。",
         "Who the people behind the handles are cannot be told from this pack.");
  }
  page.close();
  page.open("footer").open("p", "soft");
  page.text(
      voice.say("このページは収録した項目だけから作られます。zonefactor-verify は同じページを"
                "作り直し、一字でも違えば検証に失敗します。",
                "This page is made from the pack's entries alone. zonefactor-verify makes it "
                "again, and fails if a single character differs."));
  page.close().close();
}

}  // namespace zonefactor::evidence
