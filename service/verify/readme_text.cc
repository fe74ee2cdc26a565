#include "service/verify/readme_text.h"

#include <fmt/format.h>

namespace zonefactor::evidence {

namespace {

// {facility}, {year}, {begin} and {end} are those of the last segment.
// Of a pack that begins at a sealed state, which does not hold what these would be derived from.
constexpr std::string_view kSealedJa =
    R"(  - このパックは封印された状態から始まるため、扉イベントの時刻とその誤差、および封印より前の
    判定を後から改めた記録。これらは導き直さず、記録のまま示します。
)";
constexpr std::string_view kSealedEn =
    R"(  - Since this pack begins at a sealed state: where door events were placed in time and how
    precisely, and later verdicts on decisions from before it. They stand as recorded.
)";

constexpr std::string_view kText = R"(ZoneFactor 証跡パック（形式 1）
================================

これは何か
  医療機関「{facility}」の入退室とログインの記録のうち、{subject_ja}を
  取り出したものです。report.ja.html をお読みください。

証明できること
  - 収録した項目（logs/*/entries）は、署名されたログの該当部分のすべてです。署名された後に、
    一件も改ざん・削除・挿入・並べ替えされていません。
  - 記録された判定と、規則から生じる所見は、公開されている規則に従い、収録した項目から一件ずつ
    導き直せます{since_ja}。
  - {names_ja}

証明できないこと
  - 扉の制御盤が事実を伝えたこと、現場の機器が登録どおりであること。
  - 署名より前に、記録を作る側が事実と異なる項目を加えなかったこと。
  - 制御盤からの通知のうち、受け付けなかったものとその理由（元の通知はログに残りません）。
{sealed_ja}
確かめ方
  1. ログの公開鍵と立会人の公開鍵を、このパックとは別の経路で入手し、ポリシーファイル
     （C2SP tlog-policy）に書きます。パックと一緒に届いた鍵は使わないでください。
  2. zonefactor-verify pack --policy ポリシーファイル このパック.zip
     終了コード：0 検証済み、1 検証に失敗、2 形式の誤り、3 信頼の条件を満たさない
  3. ZoneFactor のプログラムを使わずに確かめることもできます。
     - sha256sum -c SHA256SUMS で、取り出したファイルどうしの整合を確かめます。
     - logs/{year}/end.checkpoint は C2SP signed-note / tlog-checkpoint 形式です。Go の
       golang.org/x/mod/sumdb/note で署名を確かめられます（ログの鍵と立会人の鍵は別々に）。
     - start.range（あれば）と entries から RFC 6962 の木を作ると、件数 {end} と
       end.checkpoint のルートハッシュに一致します。entries は、16 ビットの長さ（ビッグ
       エンディアン）と本体の繰り返しで、最初は {begin} 番です。
     - end.tsr があれば：
       openssl ts -verify -data logs/{year}/end.stamped \
         -in logs/{year}/end.tsr -token_in -CAfile 時刻認証局の証明書.pem
  形式の説明はソースの docs/evidence-pack.md にあります。


ZoneFactor evidence pack (format 1)
===================================

What this is
  Taken from the records of facility "{facility}" on who entered and who logged in:
  {subject_en}.
  Read report.en.html.

What it proves
  - The entries (logs/*/entries) are all of that part of a signed log. Since it was signed none was
    altered, removed, inserted or moved.
  - Each recorded answer, and each finding that the rules raise, follows from the entries by the
    published rules, and can be derived again one by one{since_en}.
  - {names_en}

What it does not prove
  - That a door controller told the truth, or that the devices on site are as registered.
  - That whoever runs the log added nothing untrue before it was signed.
  - Which messages of door controllers were refused, and why: the log does not hold them.
{sealed_en}
How to check it
  1. Get the log's public key and the witnesses' by another way than this pack, and write them into
     a policy file (C2SP tlog-policy). Do not use keys that came with the pack.
  2. zonefactor-verify pack --policy POLICY PACK.zip
     exit codes: 0 verified, 1 failed, 2 malformed, 3 the policy does not trust it
  3. Without any program of ours:
     - sha256sum -c SHA256SUMS checks the unpacked files against one another.
     - logs/{year}/end.checkpoint is a C2SP signed-note and tlog-checkpoint; Go's
       golang.org/x/mod/sumdb/note verifies it (the log's key and the witnesses' keys one by one).
     - The RFC 6962 tree over start.range (if there is one) and entries has {end} leaves and the
       root of end.checkpoint. The file entries repeats a 16-bit big-endian length and the entry's
       bytes; its first entry is number {begin}.
     - Where there is end.tsr:
       openssl ts -verify -data logs/{year}/end.stamped \
         -in logs/{year}/end.tsr -token_in -CAfile AUTHORITY.pem
  The format is described in docs/evidence-pack.md of the sources.
)";

}  // namespace

std::string readme_text(const PackContents& contents) {
  const Segment& last = contents.segments.back();
  std::string ja;
  std::string en;
  if (contents.decision) {
    const std::string entry = text_of(contents.facility, *contents.decision);
    ja = fmt::format("一件のログイン判定（項目 {}）と、その根拠", entry);
    en = fmt::format("one login decision (entry {}) and what it rests on", entry);
  } else {
    const std::string from = core::format_rfc3339(contents.from, {});
    const std::string until = core::format_rfc3339(contents.until, {});
    ja = fmt::format("{} 以降 {} より前（UTC）の全記録", from, until);
    en = fmt::format("everything from {} until before {} (UTC)", from, until);
  }
  const std::string seal = contents.seal ? text_of(contents.facility, *contents.seal) : "";
  return fmt::format(
      fmt::runtime(kText),
      fmt::arg("since_ja", contents.seal ? fmt::format("（封印の項目 {} 以降）", seal) : ""),
      fmt::arg("since_en", contents.seal ? fmt::format(", from the seal {} on", seal) : ""),
      fmt::arg("sealed_ja", contents.seal ? kSealedJa : ""),
      fmt::arg("sealed_en", contents.seal ? kSealedEn : ""),
      fmt::arg("facility", contents.facility), fmt::arg("subject_ja", ja),
      fmt::arg("subject_en", en), fmt::arg("year", last.year), fmt::arg("begin", last.begin),
      fmt::arg("end", last.end),
      fmt::arg("names_ja", contents.named
                               ? "names.jsonl の氏名等は、ログに固定されたものと一致します。"
                               : "利用者は仮名で、誰であるかはこのパックからは分かりません。"),
      fmt::arg("names_en", contents.named
                               ? "The names in names.jsonl are those the log commits to."
                               : "People stand under random handles; who they are cannot "
                                 "be told from this pack."));
}

}  // namespace zonefactor::evidence
