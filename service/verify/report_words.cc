#include "service/verify/report_words.h"

#include <array>

#include "adapters/http/reason_text.h"

namespace zonefactor::evidence {

namespace {

template <class E>
using Table = std::array<Said, core::count_of<E>()>;

template <class E>
Said at(const Table<E>& table, E value) {
  return table[static_cast<std::size_t>(value)];
}

// Each in the order of its vocabulary.
constexpr Table<core::Class> kClasses{{
    {"端末のみで二要素", "Two factors at the terminal"},
    {"二要素相当", "Equivalent to two factors"},
    {"二要素相当でない", "Not equivalent"},
    {"未確定", "Undetermined"},
    {"緊急", "Emergency"},
}};
constexpr Table<core::Outcome> kOutcomes{{
    {"許可", "allowed"},
    {"追加認証を要求", "second factor asked for"},
    {"拒否", "denied"},
}};
constexpr Table<core::FactorKind> kFactors{{
    {"記憶", "knowledge"},
    {"生体情報", "inherence"},
    {"所持", "possession"},
}};
constexpr Table<core::Method> kMethods{{
    {"カード", "card"},
    {"携帯端末", "mobile device"},
    {"本人の暗証番号", "personal PIN"},
    {"指紋", "fingerprint"},
    {"顔", "face"},
    {"虹彩", "iris"},
    {"静脈", "vein"},
    {"掌形", "palm"},
    {"共用の暗証番号", "shared code"},
    {"鍵", "key"},
}};
constexpr Table<core::Action> kActions{{
    {"ログイン", "log in"},
    {"ロック解除", "unlock"},
    {"セッションの継続", "continue a session"},
}};
constexpr Table<core::SessionKind> kSessionKinds{{
    {"端末の前での操作", "at the console"},
    {"遠隔操作", "remote"},
    {"画面共有", "shadowed"},
    {"仮想デスクトップ", "virtual desktop"},
    {"サービス", "service"},
}};
constexpr Table<core::TerminalProof> kProofs{{
    {"API キー", "API key"},
    {"ゲートウェイ", "gateway"},
    {"証明書", "certificate"},
}};
constexpr Table<core::EventKind> kEvents{{
    {"入室許可", "access granted"},
    {"通過", "passage"},
    {"許可後に通過なし", "permission not used"},
    {"入室拒否", "access denied"},
    {"室内での読取り", "read inside"},
    {"退室要求", "request to exit"},
    {"開扉", "door opened"},
    {"閉扉", "door closed"},
    {"こじ開け", "door forced"},
    {"開け放し", "door held open"},
    {"扉の異常の解消", "door back to normal"},
    {"扉の動作モード", "door mode"},
    {"非常解錠", "emergency release"},
    {"非常解錠の終了", "emergency release over"},
    {"機器へのいたずら検知", "tamper"},
    {"いたずら検知の解除", "tamper cleared"},
    {"機器の故障", "fault"},
    {"故障の解消", "fault cleared"},
    {"脅迫の通報", "duress"},
    {"生存通知", "heartbeat"},
    {"制御盤の再起動", "controller restarted"},
    {"制御盤の設定報告", "controller's report of its settings"},
}};
constexpr Table<core::FindingKind> kFindings{{
    {"退室の記録がない再入室", "Entered again without having left"},
    {"入室の記録がない退室", "Left without having entered"},
    {"カード複製の疑い", "Card possibly copied"},
    {"同時に二か所での在室", "In two places at once"},
    {"登録のない認証媒体", "Unknown credential"},
    {"読取機の認証方式が登録と異なる", "Reader asks for less than declared"},
    {"扉の設定が承認内容と異なる", "Door settings differ from what was approved"},
    {"共用の暗証番号の使用", "Shared code used"},
    {"扉のこじ開け", "Door forced"},
    {"扉の開け放し", "Door held open"},
    {"区画の境界の破れ", "Zone breached"},
    {"機器へのいたずら検知", "Tampering"},
    {"機器の故障", "Fault of a device"},
    {"脅迫の通報", "Duress"},
    {"退室後もロックされないセッション", "Session not locked after the person left"},
    {"退室後のセッション操作", "Activity in a session after the person left"},
    {"端末の登録にない認証方法", "Method that the terminal is not registered with"},
    {"一台の端末での多数アカウントの試行", "Many accounts tried at one terminal"},
    {"同じ番号で内容の異なる扉イベント", "Two different door events under one number"},
    {"扉イベントの番号の欠け", "Numbers missing among door events"},
    {"扉の装置の時計のずれ", "Door system's clock not to be trusted"},
    {"本システムの時計のずれ", "This system's own clock not to be trusted"},
    {"制御盤との通信断", "Controller offline"},
    {"遅れて届いた扉イベント", "Door event that came too late"},
    {"緊急用アカウントの使用", "Emergency account used"},
    {"緊急の宣言", "Emergency declared"},
    {"見直されていない緊急利用", "Emergency not reviewed in time"},
    {"パスワード貸与の疑い", "Password possibly lent"},
    {"立入制限の根拠の見直し期限", "Legal basis of a zone due for review"},
    {"アクセス権の見直しの遅れ", "Access review overdue"},
    {"使われていない入室者指定", "Designation not in use"},
    {"端末だけで下した判定", "Decision taken by a terminal alone"},
    {"記録の不一致", "Journal does not match"},
    {"立会い署名の不足", "Witness missing"},
}};
constexpr Table<core::Warning> kWarnings{{
    {"複製しやすいカード", "card that can be copied"},
    {"通過した人数が不明確", "passage ambiguous"},
    {"操作場所の申告が未保証", "session kind not attested"},
    {"扉イベントの発信元が未確認", "origin of door events open"},
    {"端末自身による証明なし", "terminal did not prove itself"},
}};
constexpr Table<core::ExportPurpose> kPurposes{{
    {"監査", "Audit"},
    {"事案の調査", "Incident"},
    {"本人からの請求", "Request of the person concerned"},
    {"行政機関等からの要求", "Request of an authority"},
}};
constexpr Table<core::CredentialState> kStates{{
    {"有効", "active"},
    {"紛失", "lost"},
    {"盗難", "stolen"},
    {"失効", "revoked"},
}};
constexpr std::array<Said, core::kConditions> kConditionTexts{{
    {"部屋が、指定された者以外に閉ざされている", "The room is closed to all but those designated"},
    {"端末がその部屋にあり、その前で操作されている",
     "The terminal is in that room, used in person"},
    {"入口で本人と確認され、実際に入室した",
     "The person was identified at the entrance and entered"},
    {"異なる二種類の要素が確認された", "Two factors of different kinds were verified"},
    {"入室した人とアカウントの持ち主が同じ人である", "Who entered is who holds the account"},
    {"いまも室内にいる", "The person is still inside"},
    {"端末でも何かが確認された", "Something was verified at the terminal too"},
}};

}  // namespace

Said words_for(core::Class value) {
  return at(kClasses, value);
}
Said words_for(core::Outcome value) {
  return at(kOutcomes, value);
}
Said words_for(core::FactorKind value) {
  return at(kFactors, value);
}
Said words_for(core::Method value) {
  return at(kMethods, value);
}
Said words_for(core::Action value) {
  return at(kActions, value);
}
Said words_for(core::SessionKind value) {
  return at(kSessionKinds, value);
}
Said words_for(core::TerminalProof value) {
  return at(kProofs, value);
}
Said words_for(core::EventKind value) {
  return at(kEvents, value);
}
Said words_for(core::FindingKind value) {
  return at(kFindings, value);
}
Said words_for(core::Warning value) {
  return at(kWarnings, value);
}
Said words_for(core::ExportPurpose value) {
  return at(kPurposes, value);
}
Said words_for(core::CredentialState value) {
  return at(kStates, value);
}

std::string words_for(core::Reason value, Language language) {
  const http::ReasonText& text = http::text_for(value);
  const std::string_view all = language == Language::ja ? text.ja : text.en;
  const std::string_view stop = language == Language::ja ? "。" : ".";
  return std::string(all.substr(0, all.find(stop) + stop.size()));
}

Said condition(std::size_t number) {
  return kConditionTexts[number];
}

std::size_t condition_of(core::Reason reason) {
  using core::Reason;
  if (reason <= Reason::zone_drifted) return 0;
  if (reason <= Reason::session_remote) return 1;
  if (reason <= Reason::clock_untrusted) return 2;
  if (reason == Reason::factors_insufficient) return 3;
  if (reason <= Reason::subject_visitor) return 4;
  if (reason <= Reason::presence_uncertain) return 5;
  return 6;
}

std::string_view in(const core::LocalText& text, Language language) {
  return language == Language::ja ? text.ja : text.en;
}

}  // namespace zonefactor::evidence
