#include "adapters/http/reason_text.h"

#include <array>
#include <optional>

namespace zonefactor::http {
namespace {

using core::Reason;

constexpr bool kMendable = true;

// In the order of core::Reason.
constexpr std::array<ReasonText, core::count_of<Reason>()> kTexts{{
    {"この区画の入室制限の根拠が登録されていません。追加の認証でログインし、管理者に知らせてくださ"
     "い。",
     "This room's access restriction is not on record. Log in with a second factor and tell the "
     "administrator."},
    {"この区画の見直し期限が過ぎています。追加の認証でログインし、管理者に知らせてください。",
     "This room's review is overdue. Log in with a second factor and tell the administrator."},
    {"この区画には本人を確認しない入口があります。追加の認証でログインしてください。",
     "This room has an entrance that identifies nobody. Log in with a second factor."},
    {"この区画の扉に異常がありました。追加の認証でログインし、扉の確認を責任者に依頼してください。",
     "A door of this room was forced. Log in with a second factor and ask the person in charge to "
     "check the doors."},
    {"この区画の扉が開放されています。追加の認証でログインするか、施錠後に入り直してください。",
     "A door of this room stands unlocked. Log in with a second factor, or enter anew once it is "
     "locked."},
    {"扉の装置と通信できません。追加の認証でログインしてください。",
     "The door system cannot be reached. Log in with a second factor."},
    {"扉の設定が承認された内容と異なっています。追加の認証でログインし、管理者に知らせてください。",
     "The doors differ from what was approved. Log in with a second factor and tell the "
     "administrator."},
    {"この端末は登録されていません。管理者に登録を依頼してください。",
     "This terminal is not registered. Ask the administrator to register it."},
    {"この端末はどの区画にも登録されていません。区画内の固定端末を使うか、追加の認証でログインして"
     "ください。",
     "This terminal belongs to no room. Use a fixed terminal in the room, or log in with a second "
     "factor.",
     kMendable},
    {"持ち運べる端末では入室を認証に使えません。区画内の固定端末を使うか、追加の認証でログインして"
     "ください。",
     "A portable terminal cannot count your entry. Use a fixed terminal in the room, or log in "
     "with "
     "a second factor.",
     kMendable},
    {"この端末を確認できません。追加の認証でログインし、管理者に知らせてください。",
     "This terminal could not prove itself. Log in with a second factor and tell the "
     "administrator."},
    {"遠隔操作では入室を認証に使えません。端末の前でログインしてください。",
     "A remote session cannot count your entry. Log in at the terminal itself.", kMendable},
    {"入室が最後まで確認できていません。一度退室し、読取機にかざしてから入り直してください。",
     "Your entry was not confirmed. Go out, use the reader, and enter again.", kMendable},
    {"入室を確認しています。数秒待ってから、もう一度お試しください。",
     "Your entry is being confirmed. Wait a few seconds and try again.", kMendable},
    {"ご自身での入室が確認できません。一度退室し、ご自分のカードなどで入り直してください。",
     "Nobody was identified when you entered. Go out and enter again with your own credential.",
     kMendable},
    {"この区画への入室者として指定されていません。追加の認証でログインするか、責任者に確認してくだ"
     "さい。",
     "You are not designated for this room. Log in with a second factor, or ask the person in "
     "charge."},
    {"入室に使ったカードなどは無効になっています。追加の認証でログインし、再発行を依頼してください"
     "。",
     "The credential you entered with has been revoked. Log in with a second factor and ask for a "
     "new one."},
    {"入室に使ったカードなどの有効期限が切れています。追加の認証でログインし、更新を依頼してくださ"
     "い。",
     "The credential you entered with has expired. Log in with a second factor and have it "
     "renewed."},
    {"扉の装置の時計が合っていません。追加の認証でログインし、管理者に知らせてください。",
     "The door system's clock is wrong. Log in with a second factor and tell the administrator."},
    {"入室と端末で同じ種類の認証しか行われていません。入室時と異なる種類の認証でログインしてくださ"
     "い。",
     "Door and terminal checked the same kind of factor. Log in with a different kind.", kMendable},
    {"このアカウントを確認できません。アカウント名を確かめて、もう一度お試しください。",
     "This account is not known here. Check the account name and try again.", kMendable},
    {"共用アカウントでは入室を確認できません。ご自分のアカウントでログインしてください。",
     "A shared account cannot be matched to an entry. Log in with your own account.", kMendable},
    {"来訪者の入室は認証に使えません。追加の認証でログインするか、担当者に依頼してください。",
     "A visitor's entry cannot count. Log in with a second factor, or ask your host."},
    {"入室が確認できません。入口の読取機にかざしてから、もう一度お試しください。",
     "Your entry was not seen. Use the reader at the entrance, then try again.", kMendable},
    {"入室の状況が分かりません。入口の読取機にかざしてから、もう一度お試しください。",
     "It is not known whether you entered. Use the reader at the entrance, then try again.",
     kMendable},
    {"在室を確認できなくなりました。読取機にもう一度かざしてから、お試しください。",
     "It is no longer certain that you are inside. Use a reader of this room once more, then try "
     "again.",
     kMendable},
    {"端末での認証が行われていません。パスワードなどで認証してください。",
     "Nothing was verified at the terminal. Log in with your password or another factor.",
     kMendable},
}};

constexpr ReasonText kNoReason{"追加の認証でログインしてください。", "Log in with a second factor.",
                               kMendable};

}  // namespace

const ReasonText& text_for(Reason reason) {
  return kTexts[static_cast<std::size_t>(reason)];
}

core::LocalText reason_user(core::Reasons reasons, const core::FacilityHead* facility) {
  std::optional<Reason> first;
  std::optional<Reason> mendable;
  reasons.each([&](Reason reason) {
    if (!first) first = reason;
    if (!mendable && text_for(reason).mendable) mendable = reason;
  });
  const ReasonText& text = mendable ? text_for(*mendable) : first ? text_for(*first) : kNoReason;
  core::LocalText words{std::string(text.ja), std::string(text.en)};
  if (!text.mendable && facility != nullptr && facility->help) {
    if (!facility->help->ja.empty()) words.ja += "（連絡先：" + facility->help->ja + "）";
    if (!facility->help->en.empty()) words.en += " (Help: " + facility->help->en + ")";
  }
  return words;
}

}  // namespace zonefactor::http
