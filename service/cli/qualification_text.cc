#include "service/cli/qualification_text.h"

#include <fmt/format.h>

#include <array>
#include <string>
#include <string_view>

namespace zonefactor::cli {

namespace {

using core::FactorKind;
using core::LocalText;
using core::Remark;
using core::RemarkCode;

// Names in braces are filled in from the remark and its zone.
struct Wording {
  std::string_view what_ja;
  std::string_view what_en;
  std::string_view remedy_ja;
  std::string_view remedy_en;
};

// In the order of core::RemarkCode.
constexpr std::array<Wording, core::count_of<RemarkCode>()> kWordings{{
    {"立入りを制限する根拠が登録されていません。",
     "No legal basis for closing this zone is on record.", "区画に basis を記入してください。",
     "Add `basis` to the zone."},
    {"根拠の見直し期限（{due}）を過ぎています。",
     "The basis was to be reviewed by {due}, and that day has passed.",
     "根拠が今も有効であることを確かめ、review_due を次の見直し期限に改めてください。",
     "Review the basis, then set `review_due` to the next date."},
    {"扉 {door} には入室側の読取機がなく、本人を確認しないまま入室できます。",
     "Door {door} has no reader on the way in, so people enter without being identified.",
     "入室側に読取機を設けてください。内側からしか開かない扉（非常口など）の場合は entry = "
     "\"none\" "
     "と記入してください。",
     "Add a reader on the way in, or, for a door that opens only from inside such as a fire exit, "
     "write entry = \"none\"."},
    {"扉 {door} の読取機 {reader} "
     "は、共用の暗証番号や鍵だけでも入室を許すため、誰が入ったか分かりません。",
     "Reader {reader} of door {door} also lets people in by a shared code or key alone, so nobody "
     "knows who came in.",
     "読取機の methods から、code や key だけの組合せを外してください。",
     "Remove from the reader's `methods` every combination of only `code` or `key`."},
    {"扉 {door} は鍵でも開きますが、開閉を検知する接点がなく、鍵で開けられても分かりません。",
     "Door {door} also opens by a key, and has no contact to tell when it does.",
     "扉に開閉接点を取り付ける（contact = true）か、鍵シリンダーを撤去（key = "
     "false）してください。",
     "Fit a door contact (contact = true) or remove the key cylinder (key = false)."},
    {"立入制限の根拠が院内規程です。profile = \"guideline\" "
     "では認められますが、法令による根拠ほど確かではありません。",
     "The basis is an internal rule. Profile \"guideline\" takes it, but it is weaker than law.",
     "該当する法令があれば、kind = \"law\" として条文とともに登録してください。",
     "Where a law closes the zone, name it with kind = \"law\"."},
    {"根拠の見直し期限（{due}）が近づいています。期限の翌日から、この区画では二要素相当とみなされな"
     "くなります。",
     "The basis is due for review by {due}; from the next day no login here is equivalent.",
     "期限までに見直しを済ませ、review_due を改めてください。",
     "Review it in time, then set `review_due` to the next date."},
    {"扉 {door} "
     "は鍵でも開きます。鍵で開けるとこじ開けとして扱われ、責任者が確認を済ませるまで、区画"
     "全体のログインが二要素相当とみなされません。",
     "Door {door} also opens by a key. Opening it so counts as forced, and no login in the zone is "
     "equivalent until a named person has acknowledged it.",
     "鍵の使用を非常時に限るか、鍵シリンダーを撤去してください。",
     "Keep the key for emergencies, or remove the cylinder."},
    {"この区画の端末は持ち運べるもの（placement = "
     "\"portable\"）ばかりです。持ち運べる端末では、入室"
     "を認証の一部とみなせません。",
     "Every terminal here is portable, and at a portable terminal an entry cannot count.",
     "据え置きの端末を placement = \"fixed\" で登録してください。",
     "Register a terminal that stays in place with placement = \"fixed\"."},
    {"端末 {terminal} は持ち運べるため、区画の外でも使えます。入室を認証の一部とみなせません。",
     "Terminal {terminal} is portable and may leave the zone, so an entry never counts at it.",
     "この端末だけで二つの要素を確認できるようにするか、据え置いて placement = \"fixed\" "
     "としてください。",
     "Let it verify two factors by itself, or fix it in place and write placement = \"fixed\"."},
    {"端末 {terminal} はどの区画にも置かれていないため、入室を認証の一部とみなせません。",
     "Terminal {terminal} stands in no zone, so no entry counts at it.",
     "区画内の端末であれば zone を記入してください。", "Write its `zone`, if it stands in one."},
    {"端末が本物であることを API キーだけで認めています（min_terminal_proof = \"key\"）。キーが写し"
     "取られると、区画の外の機器が端末になりすますことができます。",
     "An API key is enough to be taken for a terminal of this zone; who copies the key can pose as "
     "the terminal from outside.",
     "端末に証明書を入れ、min_terminal_proof = \"certificate\" としてください。",
     "Give the terminals certificates and write min_terminal_proof = \"certificate\"."},
    {"端末 {terminal} "
     "の認証方法（methods）が記入されていないため、端末が報告した方法は何でも要素として数えられま"
     "す。",
     "The methods of terminal {terminal} are not stated, so whatever it reports counts.",
     "端末で実際に使える方法を methods に記入してください（例：[\"pwd\", \"otp\"]）。",
     "State in `methods` what it can really verify, such as [\"pwd\", \"otp\"]."},
    {"端末 {terminal} "
     "で要素が足りないときに使う追加の認証（step_"
     "up）が記入されておらず、断られた人に次の手順を示せま"
     "せん。",
     "The step-up methods of terminal {terminal} are not stated, so a refusal cannot say what to "
     "do "
     "next.",
     "使える方法を step_up に記入してください。一つもない場合は step_up = [] とし、区画に "
     "break_glass = \"self\" を記入してください。",
     "State them in `step_up`; where there are none, write step_up = [] and give the zone "
     "break_glass = \"self\"."},
    {"端末 {terminal} の "
     "step_up（{step_up}）は、どれを使ってもこの端末で二要素になりません。methods "
     "にないか、要素として数えられないか、端末のほかの方法と同じ種類のものばかりです。"
     "断られた人が案内に従っても、また断られます。",
     "No step-up method of terminal {terminal} ({step_up}) can make two factors there: each is not "
     "among its `methods`, is no factor, or is of the one kind that the terminal verifies anyway. "
     "Who is refused and follows the advice is refused again.",
     "端末で実際に使える別の種類の方法（パスワードに加えるなら otp、sc、face など）を、methods と "
     "step_up の両方に記入してください。一つもない場合は step_up = [] とし、区画に break_glass = "
     "\"self\" を記入してください。",
     "State in both `methods` and `step_up` a method of another kind that the terminal really has "
     "(beside a password: otp, sc, face); where there is none, write step_up = [] and give the "
     "zone break_glass = \"self\"."},
    {"この区画へ入る側の読取機が一つもなく、誰の入室も確認できません。",
     "No reader leads into this zone, so nobody's entry can ever be seen.",
     "入口の扉（door）と、入室側の読取機（access_point）を登録してください。",
     "Add the door people enter by and a reader that leads in."},
    {"この区画に立ち入る者として指定された職員がいないため、二要素相当とみなせるログインはありませ"
     "ん。",
     "No member of staff is designated for this zone, so nobody's login can be equivalent.",
     "立ち入る職員の指定（designation）を登録してください。",
     "Add a `designation` for each member of staff who works here."},
    {"解錠の許可だけで入室したとみなします（min_passage = "
     "\"granted\"）。カードをかざしただけで入らなかった人も、在室とされます。",
     "Permission alone is taken for an entry (min_passage = \"granted\"): who holds up a card and "
     "stays outside counts as inside.",
     "扉に開閉接点を取り付け、min_passage = \"opened\" としてください。",
     "Fit door contacts and write min_passage = \"opened\"."},
    {"扉 {door} "
     "からの入室は、実際に通ったこと（access_taken）を制御盤が知らせたときだけ、確認済みにな"
     "ります（min_passage = \"{min_passage}\"）。",
     "An entry by door {door} is confirmed only where its controller reports the passage itself "
     "(access_taken), because min_passage is \"{min_passage}\".",
     "制御盤が access_taken を送ることを確かめてください。送らない場合は、扉に開閉接点を取り付け、"
     "min_passage = \"opened\" としてください。",
     "Make sure that the controller sends access_taken; where it does not, fit a door contact and "
     "use min_passage = \"opened\"."},
    {"扉 {door} "
     "には開閉接点がなく、開いたかどうか、こじ開けや開け放しがあったかどうかが分かりません。",
     "Door {door} has no contact: nobody learns whether it opened, was forced or stands open.",
     "扉に開閉接点を取り付け、contact = true としてください。",
     "Fit a door contact and write contact = true."},
    {"発信元を確かめられない扉のイベントも受け入れます（min_origin = "
     "\"open\"）。偽の入室を送り込まれ"
     "るおそれがあります。",
     "Door events count here whose origin nothing proves (min_origin = \"open\"): an entry could "
     "be "
     "made up.",
     "制御盤ごとに証明書や API キーを用意し、min_origin = \"bound\" としてください。",
     "Give each controller a certificate or key of its own and write min_origin = \"bound\"."},
    {"端末 {terminal} の methods には、要素として数えられる方法がありません。",
     "None of the methods of terminal {terminal} verifies a factor.",
     "パスワード（pwd）や生体認証（face、fpt など）を端末で使えるようにし、methods "
     "に加えてください。",
     "Let the terminal take a password (pwd) or a biometric (face, fpt, ...) and add it to "
     "`methods`."},
    {"読取機 {reader} はカードの番号だけを読み取ります。profile = \"strict\" "
     "ではこの入口で確認できる要素がなく、ここから入った人のログインは二要素相当になりません。",
     "Reader {reader} reads cards by serial number alone, which is no factor under profile "
     "\"strict\": whoever enters by it never has an equivalent login.",
     "カードを暗号で確かめる読取機に替えて card_read = \"cryptographic\" "
     "とするか、暗証番号や生体認証も求めるようにしてください。",
     "Use a reader that verifies the card cryptographically (card_read = \"cryptographic\"), or "
     "have it ask for a PIN or a biometric too."},
    {"読取機 {reader} はカードの番号だけを読み取るため、profile = \"strict\" "
     "ではカードを要素として数えられません（本人の特定には使われます）。",
     "Reader {reader} reads cards by serial number alone: under profile \"strict\" the card "
     "identifies, but is no factor.",
     "カードも要素として数えるには、暗号で確かめる読取機に替え、card_read = \"cryptographic\" "
     "としてください。",
     "For the card to count, use a reader that verifies it cryptographically and write card_read = "
     "\"cryptographic\"."},
    {"", "", "", ""},  // same_kind, by kind below
    {"外側の区画 {outer} "
     "が要件を満たしていないため、そこへの入室で確認した要素を、この区画では数えられ"
     "ません。",
     "The zone around, {outer}, has faults of its own, so what was verified on entering it does "
     "not "
     "count here.",
     "区画 {outer} について示した点を、先に改善してください。",
     "Mend first what is said of zone {outer}."},
    {"この区画の入口と端末だけでは要素が足りません。外側の区画 {outer} "
     "への入室が有効な間だけ、二要素相"
     "当になります。",
     "The entry and the terminals of this zone do not suffice by themselves; logins are equivalent "
     "only while the entry into {outer} counts.",
     "この区画の入口か端末に、種類の異なる要素を加えてください。",
     "Add a factor of another kind at this zone's door or terminals."},
    {"読取機 {reader} "
     "は方法を選べるため、実際に使われた方法を制御盤が知らせないと、すべての組合せに共通"
     "する要素しか数えられません。",
     "Reader {reader} leaves a choice of methods: unless its controller tells which were used, "
     "only "
     "what all combinations have in common counts.",
     "制御盤が methods を知らせるように設定するか、読取機の組合せを一つに絞ってください。",
     "Have the controller tell `methods` with each event, or allow one combination only."},
    {"読取機 {reader} はカードの番号だけを読み取ります。番号は複製できます。",
     "Reader {reader} reads cards by serial number, which can be copied onto another card.",
     "カードを暗号で確かめる読取機に替え、card_read = \"cryptographic\" としてください。",
     "Use a reader that verifies the card cryptographically and write card_read = "
     "\"cryptographic\"."},
    {"退室した人を特定できないため（exit = "
     "\"anonymous\"）、在室とみなせるのは入室や再確認から{lease}までです。",
     "Who leaves is not named (exit = \"anonymous\"), so a presence holds for {lease} after an "
     "entry "
     "or reaffirmation at most.",
     "退室側にも読取機を設け、exit = \"identified\" "
     "としてください。難しい場合は、室内に再確認用の読取"
     "機を置くと、入り直さずに済みます。",
     "Add readers on the way out and write exit = \"identified\"; short of that, a reader inside "
     "spares people going out and in again."},
    {"退室者を特定する区画ですが、扉 {door} "
     "からは名乗らずに退室できます（{egress}）。開くたびに、在室者"
     "全員の在室が不確かになることがあります。",
     "The zone is to name who leaves, but door {door} is left without being named ({egress}); each "
     "such opening can put everyone's presence in doubt.",
     "退室側に読取機を設けるか、区画を exit = \"anonymous\" としてください。",
     "Add a reader on the way out, or write exit = \"anonymous\" for the zone."},
    {"扉 {door} は内側から取っ手で開きますが、開閉接点がないため、退室があっても分かりません。",
     "Door {door} is left by its handle and has no contact, so nobody learns that somebody left.",
     "扉に開閉接点を取り付け、contact = true としてください。",
     "Fit a door contact and write contact = true."},
    {"扉 {door} "
     "は読取機で退室することになっていますが、退室側の読取機がありません。内側から開けると、こ"
     "じ開けとして扱われます。",
     "Door {door} is to be left by reader, and has none on the way out; opening it from inside "
     "counts "
     "as forced.",
     "退室側の読取機を登録するか、実際の出方に合わせて egress を \"rex\" または \"handle\" "
     "としてください。",
     "Add the reader on the way out, or write egress = \"rex\" or \"handle\" as the door really is "
     "left."},
    {"退室側の読取機 {reader} は、共用の暗証番号や鍵だけでも扉 {door} "
     "を開けるため、誰が退室したか分か"
     "りません。",
     "Reader {reader} on the way out of door {door} also opens by a shared code or key alone, so "
     "nobody knows who left.",
     "読取機の methods から、code や key だけの組合せを外してください。",
     "Remove from the reader's `methods` every combination of only `code` or `key`."},
    {"名乗らない退室がありうる区画ですが、在室を確認し直す手段が室内にありません。在室が不確かにな"
     "った人"
     "は、入り直すことになります。",
     "People can leave here unnamed, and nothing inside lets those who stay show that they are "
     "still "
     "there; they have to go out and enter again.",
     "室内に読取機（inside）を置くか、端末でカードや生体認証を使えるようにしてください。",
     "Put a reader inside (`inside`), or let a terminal take a card or a biometric."},
    {"制御盤 {controller} のイベントには連番がなく、失われたイベントがあっても分かりません。",
     "Controller {controller} does not number its events, so a lost one goes unseen.",
     "連番を付けて送る制御盤（profile = \"zonefactor\"）に替えるか、間に中継装置を置いてください。",
     "Use a controller that numbers its events (profile \"zonefactor\"), or a gateway that does."},
    {"制御盤 {controller} が沈黙しても、{lasts}の間はログインが二要素相当とみなされ続けます。",
     "If controller {controller} falls silent, logins stay equivalent for {lasts}.",
     "制御盤の heartbeat か、区画の freeze を短くしてください。",
     "Shorten the controller's `heartbeat` or the zone's `freeze`."},
    {"監視のみの設定（enforcement = \"monitor\"）のため、判定にかかわらずログインが許可されます。",
     "The zone only monitors (enforcement = \"monitor\"): every login is allowed, whatever its "
     "class.",
     "試行を終えたら enforcement = \"enforce\" としてください。",
     "Once the trial is over, write enforcement = \"enforce\"."},
}};

constexpr Wording kInternalRuleUnderStrict{
    "profile = \"strict\" では、院内規程だけでは立入制限の根拠として認められません。",
    "Under profile \"strict\" an internal rule is no basis.",
    "根拠となる法令を kind = \"law\" で登録してください。院内規程を根拠とする方針であれば、profile "
    "= "
    "\"guideline\" としてください。",
    "Name a basis in law (kind = \"law\"), or, where the hospital means to rest on its own rule, "
    "use "
    "profile \"guideline\"."};

constexpr Wording kSerialCardAtTerminal{
    "端末 {terminal} の card はカードの番号だけを読み取るため、profile = \"strict\" "
    "では要素として数えられません。",
    "At terminal {terminal} `card` is read by serial number, which is no factor under profile "
    "\"strict\".",
    "カードを暗号で確かめる方式（sc、hwk など）にするか、別の方法を加えてください。",
    "Verify the card cryptographically (sc, hwk), or add another method."};

constexpr Wording kClonableAtTerminal{
    "端末 {terminal} の card はカードの番号だけを読み取ります。番号は複製できます。",
    "At terminal {terminal} `card` is read by serial number, which can be copied onto another "
    "card.",
    "カードを暗号で確かめる方式（sc、hwk など）に替えてください。",
    "Verify the card cryptographically (sc, hwk)."};

constexpr Wording kBothPossession{
    "端末 {terminal} と読取機 {reader} "
    "が確認するのは、どちらも所持しているもの（カードなどの物理媒体）です。入口と端末の両方で"
    "カードを使っても、二要素にはなりません。",
    "Terminal {terminal} and reader {reader} both verify possession: a card at the door and a card "
    "at "
    "the terminal are one kind of factor.",
    "端末でパスワードか生体認証を使えるようにするか、入口の読取機を「カード＋暗証番号」（methods = "
    "[[\"card\", \"pin\"]]）にしてください。",
    "Let the terminal take a password or a biometric, or let the reader ask for card and PIN "
    "together (methods = [[\"card\", \"pin\"]])."};

constexpr Wording kBothKnowledge{
    "端末 {terminal} と読取機 {reader} "
    "が確認するのは、どちらも記憶（暗証番号やパスワード）です。入口の暗証番号と端末のパスワード"
    "では、二要素になりません。",
    "Terminal {terminal} and reader {reader} both verify knowledge: a PIN at the door and a "
    "password "
    "at the terminal are one kind of factor.",
    "入口でカード（暗号で確かめるもの）か生体認証も求めるか、端末でカードや生体認証を使えるようにし"
    "てく"
    "ださい。",
    "Let the reader also ask for a card (verified cryptographically) or a biometric, or let the "
    "terminal take one."};

constexpr Wording kBothInherence{
    "端末 {terminal} と読取機 {reader} "
    "が確認するのは、どちらも生体情報です。入口と端末の両方で生体認証を使っ"
    "ても、二要素にはなりません。",
    "Terminal {terminal} and reader {reader} both verify inherence: a biometric at the door and "
    "one "
    "at the terminal are one kind of factor.",
    "端末でパスワードかカードを使えるようにするか、入口の読取機で生体認証に加えてカードや暗証番号を"
    "求め"
    "てください。",
    "Let the terminal take a password or a card, or let the reader ask for a card or PIN as well."};

const Wording& by_kind(FactorKind kind) {
  switch (kind) {
    case FactorKind::knowledge:
      return kBothKnowledge;
    case FactorKind::inherence:
      return kBothInherence;
    case FactorKind::possession:
      return kBothPossession;
  }
  __builtin_unreachable();
}

const Wording& wording_of(const Remark& remark, const core::ZonePlan* zone) {
  if (remark.code == RemarkCode::same_kind) return by_kind(*remark.kind);
  if (remark.code == RemarkCode::zone_basis_missing && zone->zone.basis) {
    return kInternalRuleUnderStrict;
  }
  if (remark.code == RemarkCode::serial_card_counts_for_nothing && remark.terminal) {
    return kSerialCardAtTerminal;
  }
  if (remark.code == RemarkCode::medium_clonable && remark.terminal) return kClonableAtTerminal;
  return kWordings[static_cast<std::size_t>(remark.code)];
}

template <class Name>
std::string text(const std::optional<Name>& name) {
  return name ? name->text : std::string{};
}

// "90min" as the facility file writes it, in words.
LocalText in_words(core::Duration duration) {
  if (duration % std::chrono::hours{1} == core::Duration::zero()) {
    const auto hours = duration / std::chrono::hours{1};
    return {fmt::format("{}時間", hours), fmt::format("{} h", hours)};
  }
  if (duration % std::chrono::minutes{1} == core::Duration::zero()) {
    const auto minutes = duration / std::chrono::minutes{1};
    return {fmt::format("{}分", minutes), fmt::format("{} min", minutes)};
  }
  const auto seconds = duration / std::chrono::seconds{1};
  return {fmt::format("{}秒", seconds), fmt::format("{} s", seconds)};
}

LocalText readers_of(const Remark& remark) {
  const std::string first = text(remark.access_point);
  if (remark.further_readers == 0) return {first, first};
  return {fmt::format("{}（ほか {} 台）", first, remark.further_readers),
          fmt::format("{} (and {} more)", first, remark.further_readers)};
}

std::string listed(core::Amrs values) {
  std::string out;
  values.each([&](core::Amr value) {
    if (!out.empty()) out += ", ";
    out += name_of(value);
  });
  return out;
}

struct Filling {
  LocalText reader;
  LocalText lease;
  LocalText lasts;
  std::string due;
  std::string egress;
  std::string min_passage;
  std::string step_up;
};

Filling filling_of(const Remark& remark, const core::ZonePlan* zone) {
  Filling filling;
  filling.reader = readers_of(remark);
  if (remark.lasts) filling.lasts = in_words(*remark.lasts);
  if (remark.step_up) filling.step_up = listed(*remark.step_up);
  if (remark.egress) filling.egress = fmt::format("egress = \"{}\"", name_of(*remark.egress));
  if (zone != nullptr) {
    filling.lease = in_words(zone->zone.lease);
    filling.min_passage = name_of(zone->zone.min_passage);
    if (zone->zone.basis) filling.due = core::format_date(zone->zone.basis->review_due);
  }
  return filling;
}

std::string filled(std::string_view words, const Remark& remark, const Filling& filling,
                   std::string LocalText::*language) {
  return fmt::format(
      fmt::runtime(words), fmt::arg("door", text(remark.door)),
      fmt::arg("reader", filling.reader.*language), fmt::arg("terminal", text(remark.terminal)),
      fmt::arg("controller", text(remark.controller)), fmt::arg("outer", text(remark.outer)),
      fmt::arg("lease", filling.lease.*language), fmt::arg("lasts", filling.lasts.*language),
      fmt::arg("due", filling.due), fmt::arg("egress", filling.egress),
      fmt::arg("min_passage", filling.min_passage), fmt::arg("step_up", filling.step_up));
}

}  // namespace

RemarkText text_of(const Remark& remark, const core::ZonePlan* zone) {
  const Wording& words = wording_of(remark, zone);
  const Filling filling = filling_of(remark, zone);
  return {{filled(words.what_ja, remark, filling, &LocalText::ja),
           filled(words.what_en, remark, filling, &LocalText::en)},
          {filled(words.remedy_ja, remark, filling, &LocalText::ja),
           filled(words.remedy_en, remark, filling, &LocalText::en)}};
}

LocalText text_of(core::Verdict verdict) {
  switch (verdict) {
    case core::Verdict::qualifies:
      return {"適格", "qualifies"};
    case core::Verdict::does_not_qualify:
      return {"不適格", "does not qualify"};
    case core::Verdict::no_terminals:
      return {"端末なし（判定の対象外）", "no terminals, nothing to qualify"};
  }
  __builtin_unreachable();
}

LocalText text_of(core::Severity severity) {
  switch (severity) {
    case core::Severity::spoils:
      return {"不適格の原因", "spoils"};
    case core::Severity::weakens:
      return {"弱点", "weakens"};
  }
  __builtin_unreachable();
}

}  // namespace zonefactor::cli
