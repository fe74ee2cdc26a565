#include "adapters/http/authzen.h"

#include <array>
#include <optional>

#include <fmt/format.h>

#include "adapters/http/json_reader.h"
#include "adapters/http/json_text.h"
#include "adapters/http/reason_text.h"
#include "service/core/decision.h"
#include "service/core/time.h"

namespace zonefactor::http {
namespace {

using simdjson::dom::array;
using simdjson::dom::element;
using simdjson::dom::object;

constexpr std::size_t kMaxNameBytes = 256;  // of an account, a session, a terminal
constexpr std::size_t kMaxAmrValues = 32;

constexpr std::string_view kTwoFactor = "urn:zonefactor:acr:two-factor";
constexpr std::string_view kTwoFactorEquivalent = "urn:zonefactor:acr:two-factor-equivalent";

constexpr std::array<std::string_view, 3> kSemantics{"execute_all", "deny_on_first_deny",
                                                     "permit_on_first_permit"};

// The four entities of a question; one that is absent is std::nullopt.
struct Entities {
  std::optional<element> subject;
  std::optional<element> action;
  std::optional<element> resource;
  std::optional<element> context;
};

Entities entities_of(const object& from) {
  Entities entities;
  element value;
  if (find_member(from, "subject", value)) entities.subject = value;
  if (find_member(from, "action", value)) entities.action = value;
  if (find_member(from, "resource", value)) entities.resource = value;
  if (find_member(from, "context", value)) entities.context = value;
  return entities;
}

// Reads one question; every step says false once something is wrong, and `fault_` then names it.
class QuestionReader {
 public:
  Item read(const Entities& entities) {
    if (read_subject(entities) && read_action(entities) && read_resource(entities) &&
        read_context(entities)) {
      return std::move(question_);
    }
    return ItemFault{400, std::move(fault_)};
  }

 private:
  bool refuse(std::string why) {
    fault_ = std::move(why);
    return false;
  }

  bool entity(const std::optional<element>& from, std::string_view name, object& members) {
    if (!from) return refuse(fmt::format("{} is missing", name));
    if (from->get(members) != simdjson::SUCCESS)
      return refuse(fmt::format("{} is no object", name));
    return true;
  }

  bool text(const object& members, std::string_view path, std::string_view name,
            std::string_view& value) {
    element member;
    if (!find_member(members, name, member)) return refuse(fmt::format("{} is missing", path));
    if (member.get(value) != simdjson::SUCCESS) return refuse(fmt::format("{} is no string", path));
    if (value.empty()) return refuse(fmt::format("{} is empty", path));
    if (value.size() > kMaxNameBytes) {
      return refuse(fmt::format("{} is longer than {} bytes", path, kMaxNameBytes));
    }
    for (const char c : value) {
      if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f) {
        return refuse(fmt::format("{} holds a control character", path));
      }
    }
    return true;
  }

  bool typed(const object& members, std::string_view path, std::string_view wanted) {
    std::string_view type;
    if (!text(members, path, "type", type)) return false;
    if (type == wanted) return true;
    return refuse(fmt::format("{} is not known here; it must be \"{}\"", path, wanted));
  }

  bool read_subject(const Entities& entities) {
    object members;
    std::string_view id;
    if (!entity(entities.subject, "subject", members) || !typed(members, "subject.type", "user") ||
        !text(members, "subject.id", "id", id)) {
      return false;
    }
    question_.account = id;
    return true;
  }

  bool read_action(const Entities& entities) {
    object members;
    std::string_view name;
    if (!entity(entities.action, "action", members) ||
        !text(members, "action.name", "name", name)) {
      return false;
    }
    const auto action = core::from_name<core::Action>(name);
    if (!action) return refuse("action.name must be \"login\", \"unlock\" or \"continue\"");
    question_.action = *action;
    return true;
  }

  bool read_resource(const Entities& entities) {
    object members;
    std::string_view id;
    if (!entity(entities.resource, "resource", members) ||
        !typed(members, "resource.type", "terminal") || !text(members, "resource.id", "id", id)) {
      return false;
    }
    question_.terminal = id;
    return true;
  }

  bool read_context(const Entities& entities) {
    if (!entities.context) return true;
    object members;
    if (entities.context->get(members) != simdjson::SUCCESS) return refuse("context is no object");
    return read_amr(members) && read_session(members) && read_emergency(members) &&
           read_wait(members);
  }

  bool read_amr(const object& context) {
    element member;
    if (!find_member(context, "amr", member)) return true;
    array values;
    if (member.get(values) != simdjson::SUCCESS)
      return refuse("context.amr is no array of strings");
    if (values.size() > kMaxAmrValues) {
      return refuse(fmt::format("context.amr has more than {} values", kMaxAmrValues));
    }
    for (const element item : values) {
      std::string_view name;
      if (item.get(name) != simdjson::SUCCESS) return refuse("context.amr is no array of strings");
      if (const auto amr = core::from_name<core::Amr>(name)) {
        question_.amr.add(*amr);
      } else {
        question_.unknown_amr = true;
      }
    }
    return true;
  }

  bool read_session(const object& context) {
    element member;
    std::string_view value;
    if (find_member(context, "session", member)) {
      if (!text(context, "context.session", "session", value)) return false;
      question_.session = std::string(value);
    }
    if (find_member(context, "session_kind", member)) {
      if (!text(context, "context.session_kind", "session_kind", value)) return false;
      question_.session_kind = core::from_name<core::SessionKind>(value);
      if (!question_.session_kind) {
        return refuse(
            "context.session_kind must be \"console\", \"remote\", \"shadowed\", \"virtual\" or "
            "\"service\"");
      }
    }
    return true;
  }

  // Rule E3. The reason is asked for and not kept: free text names people.
  bool read_emergency(const object& context) {
    element member;
    if (!find_member(context, "emergency", member)) return true;
    object declared;
    std::string_view reason;
    if (member.get(declared) != simdjson::SUCCESS) {
      return refuse("context.emergency must be an object with a reason");
    }
    element said;
    if (!find_member(declared, "reason", said) || said.get(reason) != simdjson::SUCCESS ||
        reason.empty()) {
      return refuse("context.emergency.reason must be a string that is not empty");
    }
    question_.emergency = true;
    return true;
  }

  bool read_wait(const object& context) {
    element member;
    if (!find_member(context, "wait_ms", member)) return true;
    std::int64_t wait = 0;
    if (member.get(wait) != simdjson::SUCCESS || wait < 0 || wait > kMaxWait.count()) {
      return refuse(
          fmt::format("context.wait_ms must be an integer from 0 to {}", kMaxWait.count()));
    }
    question_.wait = std::chrono::milliseconds{wait};
    return true;
  }

  ports::LoginQuestion question_;
  std::string fault_;
};

// `std::nullopt` where `options` is as it should be.
std::optional<Malformed> read_semantic(const object& root, Semantic& semantic) {
  element options;
  if (!find_member(root, "options", options)) return std::nullopt;
  object members;
  if (options.get(members) != simdjson::SUCCESS) return Malformed{"options is no object"};
  element member;
  if (!find_member(members, "evaluations_semantic", member)) return std::nullopt;
  std::string_view name;
  if (member.get(name) == simdjson::SUCCESS) {
    for (std::size_t i = 0; i < kSemantics.size(); ++i) {
      if (kSemantics[i] != name) continue;
      semantic = static_cast<Semantic>(i);
      return std::nullopt;
    }
  }
  return Malformed{
      "options.evaluations_semantic must be \"execute_all\", \"deny_on_first_deny\" or "
      "\"permit_on_first_permit\""};
}

Item read_item(const element& from, const Entities& defaults) {
  object members;
  if (from.get(members) != simdjson::SUCCESS) {
    return ItemFault{400, "an item of evaluations must be an object"};
  }
  // A member of the item replaces the default as a whole; nothing is merged (AuthZEN 1.0).
  Entities entities = entities_of(members);
  if (!entities.subject) entities.subject = defaults.subject;
  if (!entities.action) entities.action = defaults.action;
  if (!entities.resource) entities.resource = defaults.resource;
  if (!entities.context) entities.context = defaults.context;
  return QuestionReader().read(entities);
}

template <class E>
void append_words(JsonWriter& json, core::Set<E> values) {
  json.open_array();
  values.each([&](E value) { json.word(core::name_of(value)); });
  json.close_array();
}

// What the terminal may tell and do next.
void append_assurance(JsonWriter& json, const core::Decision& decision) {
  if (decision.class_ == core::Class::native_two_factor) {
    json.key("acr");
    json.word(kTwoFactor);
  } else if (decision.class_ == core::Class::zone_equivalent) {
    json.key("acr");
    json.word(kTwoFactorEquivalent);
  }
  if (decision.outcome != core::Outcome::step_up) return;
  json.key("acr_values");
  json.word(kTwoFactor);
  if (decision.amr_values.empty()) return;
  std::string values;
  for (const std::string& value : decision.amr_values) {
    if (!values.empty()) values.push_back(' ');
    values.append(value);
  }
  json.key("amr_values");
  json.string(values);
}

}  // namespace

std::variant<Questions, Malformed> read_questions(JsonReader& reader, std::string_view body,
                                                  bool batch) {
  auto parsed = reader.read_object(body);
  if (auto* why = std::get_if<std::string>(&parsed)) return Malformed{std::move(*why)};
  const auto& root = std::get<object>(parsed);
  Questions questions;
  const Entities entities = entities_of(root);
  element member;
  if (batch) {
    if (auto malformed = read_semantic(root, questions.semantic)) return std::move(*malformed);
    if (find_member(root, "evaluations", member)) {
      array items;
      if (member.get(items) != simdjson::SUCCESS) return Malformed{"evaluations is no array"};
      if (items.size() > kMaxBatchItems) {
        return Malformed{fmt::format("evaluations has more than {} items; ask in several requests",
                                     kMaxBatchItems)};
      }
      questions.single = items.size() == 0;
      for (const element item : items) questions.items.push_back(read_item(item, entities));
    }
  }
  if (questions.single) {
    Item item = QuestionReader().read(entities);
    if (auto* fault = std::get_if<ItemFault>(&item)) return Malformed{std::move(fault->message)};
    questions.items.push_back(std::move(item));
  }
  return questions;
}

void append_answer(std::string& out, const ports::LoginAnswer& answer) {
  const core::Decision& decision = answer.decision;
  const bool allowed = decision.outcome == core::Outcome::allow;
  JsonWriter json(out);
  json.open_object();
  json.key("decision");
  json.boolean(allowed);
  json.key("context");
  json.open_object();
  json.key("class");
  json.word(core::name_of(decision.class_));
  json.key("outcome");
  json.word(core::name_of(decision.outcome));
  json.key("reasons");
  append_words(json, decision.reasons);
  json.key("factors");
  json.open_object();
  json.key("entry");
  append_words(json, decision.entry_kinds);
  json.key("terminal");
  append_words(json, decision.terminal_kinds);
  json.close_object();
  if (!decision.zone_reasons.empty()) {
    json.key("zone_reasons");
    append_words(json, decision.zone_reasons);
  }
  if (!decision.warnings.empty()) {
    json.key("warnings");
    append_words(json, decision.warnings);
  }
  if (!allowed || !decision.reasons.empty()) {
    json.key("reason_user");
    const core::LocalText words = reason_user(decision.reasons, answer.facility.get());
    json.local_text(words.ja, words.en);
  }
  append_assurance(json, decision);
  if (decision.valid_until) {
    json.key("valid_until");
    const core::TimeZone utc;
    json.word(core::format_rfc3339(*decision.valid_until,
                                   answer.facility ? answer.facility->time_zone : utc));
  }
  if (decision.retry_ms) {
    json.key("retry_ms");
    json.signed_number(*decision.retry_ms);
  }
  json.close_object();
  json.close_object();
}

void append_fault(std::string& out, const ItemFault& fault) {
  JsonWriter json(out);
  json.open_object();
  json.key("decision");
  json.boolean(false);
  json.key("context");
  json.open_object();
  json.key("error");
  json.open_object();
  json.key("status");
  json.number(fault.status);
  json.key("message");
  json.string(fault.message);
  json.close_object();
  json.close_object();
  json.close_object();
}

std::string authzen_configuration(std::string_view base) {
  std::string out;
  JsonWriter json(out);
  json.open_object();
  json.key("policy_decision_point");
  json.string(base);
  json.key("access_evaluation_endpoint");
  json.string(fmt::format("{}/access/v1/evaluation", base));
  json.key("access_evaluations_endpoint");
  json.string(fmt::format("{}/access/v1/evaluations", base));
  json.close_object();
  return out;
}

void append_entry(std::string& out, std::string_view facility, core::EntryRef entry) {
  out.append(facility);
  out.push_back('/');
  append_signed(out, entry.year);
  out.push_back('/');
  append_number(out, entry.index);
}

}  // namespace zonefactor::http
