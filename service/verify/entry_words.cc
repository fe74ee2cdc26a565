#include "service/verify/entry_words.h"

#include <fmt/format.h>

#include "service/core/overloaded.h"
#include "service/journal/entry_codec.h"

namespace zonefactor::evidence {

namespace {

std::string with_id(std::string_view name, const std::string& id) {
  return name.empty() ? id : fmt::format("{} [{}]", name, id);
}

// The sides of a door, or the way a reader leads.
std::string side(const core::Side& side, const Voice& voice) {
  return side ? voice.zone(*side) : std::string(voice.say("区画外", "outside"));
}

std::string words_of(const core::Basis& basis, const Voice& voice) {
  std::string words(basis.kind == core::BasisKind::law ? voice.say("法令", "law")
                                                       : voice.say("院内規程", "internal rule"));
  for (const std::string* part : {&basis.law, &basis.rule, &basis.text}) {
    if (!part->empty()) words += " " + *part;
  }
  if (basis.review_due != core::Date{}) {
    words += fmt::format(fmt::runtime(voice.say("、見直し期限 {}", ", to be reviewed by {}")),
                         core::format_date(basis.review_due));
  }
  return words;
}

std::string span_of(const std::optional<core::Instant>& from,
                    const std::optional<core::Instant>& until, const Voice& voice) {
  if (!from && !until) return {};
  const auto end = [&](const std::optional<core::Instant>& at) {
    return at ? voice.time(*at) : std::string();
  };
  return fmt::format(" [{} – {}]", end(from), end(until));
}

std::string words_of(const core::Terminal& terminal, const Voice& voice) {
  const std::string zone =
      terminal.zone ? voice.zone(*terminal.zone) : std::string(voice.say("区画なし", "no zone"));
  const std::string_view placement = terminal.placement == core::Placement::fixed
                                         ? voice.say("据え置き", "fixed")
                                         : voice.say("持ち運び可", "portable");
  return fmt::format("{} {} ({}, {})", voice.say("端末", "terminal"), terminal.id.text, zone,
                     placement);
}

std::string words_of(const core::DoorEvent& event, const Voice& voice) {
  const core::Observation& seen = event.observation;
  std::string words(words_for(seen.kind).in(voice.language));
  if (seen.access_point) {
    const core::AccessPoint* point = voice.setting.access_point(*seen.access_point);
    words += fmt::format(" – {} {}", voice.say("読取機", "reader"), seen.access_point->text);
    if (point != nullptr && point->inside) {
      words += fmt::format(" ({})", voice.zone(*point->inside));
    } else if (point != nullptr) {
      words += fmt::format(" (→ {})", side(point->to, voice));
    }
  }
  if (seen.door) words += fmt::format(" – {} {}", voice.say("扉", "door"), seen.door->text);
  if (seen.zone) words += " – " + voice.zone(*seen.zone);
  if (seen.credential) {
    const core::PersonId& holder = voice.setting.holder_of(*seen.credential);
    words +=
        fmt::format(" – {} {}", voice.say("番号", "number"), voice.name(seen.credential->text));
    if (!holder.empty()) {
      words += fmt::format(fmt::runtime(voice.say("（保有者 {}）", ", held by {}")),
                           voice.name(holder.text));
    }
  }
  if (seen.methods) words += " – " + words_for(*seen.methods, voice.language);
  if (event.happened != core::Instant{}) {
    words += fmt::format(fmt::runtime(voice.say("、発生 {}", ", happened {}")),
                         voice.time(event.happened));
  }
  return words;
}

std::string words_of(const core::LoginDecided& decided, const Voice& voice) {
  return fmt::format("{} – {} {} – {} – {}", words_for(decided.attempt.action).in(voice.language),
                     voice.say("端末", "terminal"), decided.attempt.terminal.text,
                     voice.name(decided.attempt.account.text),
                     words_for(decided.decision.class_).in(voice.language));
}

std::string words_of(const core::Finding& finding, const Voice& voice) {
  std::string words(words_for(finding.kind).in(voice.language));
  const auto add = [&](std::string_view what, std::string_view text) {
    words += fmt::format(" – {}{}{}", what, what.empty() ? "" : " ", text);
  };
  if (finding.zone) add("", voice.zone(*finding.zone));
  if (finding.person) add("", voice.name(finding.person->text));
  if (finding.door) add(voice.say("扉", "door"), finding.door->text);
  if (finding.access_point) add(voice.say("読取機", "reader"), finding.access_point->text);
  if (finding.controller) add(voice.say("制御盤", "controller"), finding.controller->text);
  if (finding.terminal) add(voice.say("端末", "terminal"), finding.terminal->text);
  return words;
}

}  // namespace

std::string_view Voice::name(std::string_view handle) const {
  const auto found = names.find(handle);
  return found == names.end() ? handle : std::string_view(found->second);
}

std::string Voice::time(core::Instant at) const {
  std::string text = setting.local(at);
  text[text.find('T')] = ' ';
  return text;
}

std::string Voice::zone(const core::ZoneId& id) const {
  const core::Zone* const zone = setting.zone(id);
  return with_id(zone ? in(zone->name, language) : std::string_view(), id.text);
}

std::string words_for(const core::FacilityObject& object, const Voice& voice) {
  const auto say = [&](std::string_view ja, std::string_view en) {
    return std::string(voice.say(ja, en));
  };
  return std::visit(
      core::Overloaded{
          [&](const core::FacilityHead& head) {
            return say("施設 ", "facility ") + with_id(in(head.name, voice.language), head.id);
          },
          [&](const core::Zone& zone) {
            std::string words =
                say("区画 ", "zone ") + with_id(in(zone.name, voice.language), zone.id.text);
            if (zone.basis) {
              words += say(" – 立入制限の根拠：", " – closed by ") + words_of(*zone.basis, voice);
            }
            return words;
          },
          [&](const core::Controller& controller) {
            return say("制御盤 ", "controller ") + controller.id.text;
          },
          [&](const core::Door& door) {
            return fmt::format("{} {} ({} ↔ {})", voice.say("扉", "door"), door.id.text,
                               side(door.side_a, voice), side(door.side_b, voice));
          },
          [&](const core::AccessPoint& point) {
            const std::string where =
                point.inside ? voice.zone(*point.inside) : "→ " + side(point.to, voice);
            return fmt::format("{} {} ({})", voice.say("読取機", "reader"), point.id.text, where);
          },
          [&](const core::Terminal& terminal) { return words_of(terminal, voice); },
          [&](const core::Person& person) {
            return fmt::format(
                "{} {} ({})", voice.say("利用者", "person"), voice.name(person.id.text),
                person.kind == core::PersonKind::staff ? voice.say("職員", "staff")
                                                       : voice.say("来訪者", "visitor"));
          },
          [&](const core::Credential& credential) {
            return fmt::format("{} {} – {} {} – {} {}{}", voice.say("認証媒体", "credential"),
                               voice.name(credential.id.text), voice.say("種類", "kind"),
                               words_for(credential.kind).in(voice.language),
                               voice.say("保有者", "held by"), voice.name(credential.person.text),
                               span_of(credential.valid_from, credential.valid_until, voice));
          },
          [&](const core::Designation& designation) {
            return fmt::format("{} {} → {}{}", voice.say("入室者の指定", "designated:"),
                               voice.name(designation.person.text), voice.zone(designation.zone),
                               span_of(designation.valid_from, designation.valid_until, voice));
          }},
      object);
}

// The kinds that reports show line by line have sentences of their own; any other is its type.
std::string words_for(const core::Fact& fact, const Voice& voice) {
  if (const auto* put = std::get_if<core::ObjectPut>(&fact)) return words_for(put->object, voice);
  if (const auto* event = std::get_if<core::DoorEvent>(&fact)) return words_of(*event, voice);
  if (const auto* decided = std::get_if<core::LoginDecided>(&fact))
    return words_of(*decided, voice);
  if (const auto* finding = std::get_if<core::Finding>(&fact)) return words_of(*finding, voice);
  if (const auto* closed = std::get_if<core::ConfigurationClosed>(&fact)) {
    return fmt::format(fmt::runtime(voice.say("構成 第 {} 版の発効", "configuration {} in force")),
                       closed->version);
  }
  if (const auto* changed = std::get_if<core::CredentialChanged>(&fact)) {
    return fmt::format("{} {} – {}", voice.say("認証媒体", "credential"),
                       voice.name(changed->credential.text),
                       words_for(changed->state).in(voice.language));
  }
  if (const auto* changed = std::get_if<core::DesignationChanged>(&fact)) {
    return fmt::format("{} {} → {}{}", voice.say("入室者の指定の変更", "designation changed:"),
                       voice.name(changed->person.text), voice.zone(changed->zone),
                       span_of({}, changed->valid_until, voice));
  }
  if (const auto* started = std::get_if<core::ServiceStarted>(&fact)) {
    return fmt::format(fmt::runtime(voice.say("サービスの起動（{} 版、規則 第 {} 版）",
                                              "service started (version {}, rules edition {})")),
                       started->version, started->edition);
  }
  if (const auto* clock = std::get_if<core::OwnClockJudged>(&fact)) {
    return fmt::format(
        fmt::runtime(voice.say("本システムの時計：ずれ {} ミリ秒、{}", "own clock: {} ms off, {}")),
        std::chrono::duration_cast<std::chrono::milliseconds>(clock->off).count(),
        clock->synchronised ? voice.say("同期済み", "synchronised")
                            : voice.say("未同期", "not synchronised"));
  }
  if (const auto* exported = std::get_if<core::EvidenceExported>(&fact)) {
    return fmt::format("{} – {} – {}{}", voice.say("証跡の持ち出し", "evidence exported"),
                       words_for(exported->purpose).in(voice.language), exported->peer,
                       exported->named ? voice.say("（氏名等を含む）", ", with names") : "");
  }
  if (const auto* read = std::get_if<core::AuditRead>(&fact)) {
    return fmt::format("{} – {} – {}", voice.say("監査記録の閲覧", "audit trail read"), read->peer,
                       read->what);
  }
  return std::string(journal::type_of(fact));
}

}  // namespace zonefactor::evidence
