// Members in the order that the contract shows them in, not sorted; the pieces are canonical JSON.
#include "service/cli/rehearsal_printer.h"

#include "service/journal/canonical_writer.h"

namespace zonefactor::cli {

namespace {

using journal::CanonicalWriter;

// One output line; written when it goes.
class Line {
 public:
  explicit Line(std::string& out) : out_(out), json_(out) { json_.begin_object(); }
  ~Line() {
    json_.end_object();
    json_.finish();
    out_ += '\n';
  }
  Line(const Line&) = delete;
  Line& operator=(const Line&) = delete;

  void text(std::string_view key, std::string_view value) {
    json_.key(key);
    json_.text(value);
  }
  void word(std::string_view key, std::string_view value) {
    json_.key(key);
    json_.word(value);
  }
  void time(std::string_view key, core::Instant instant, const core::TimeZone& zone) {
    word(key, core::format_rfc3339(instant, zone));
  }
  void number(std::string_view key, std::uint64_t value) {
    json_.key(key);
    json_.integer(static_cast<std::int64_t>(value));
  }
  template <class E>
  void words(std::string_view key, core::Set<E> values) {
    json_.key(key);
    json_.begin_array();
    values.each([this](E value) { json_.word(name_of(value)); });
    json_.end_array();
  }
  template <class IdType>
  void id(std::string_view key, const std::optional<IdType>& value) {
    if (value) text(key, value->text);
  }
  template <class Members>
  void object(std::string_view key, Members members) {
    json_.key(key);
    json_.begin_object();
    members();
    json_.end_object();
  }

 private:
  std::string& out_;
  CanonicalWriter json_;
};

}  // namespace

void RehearsalPrinter::answered(const Answer& answer, const core::TimeZone&) {
  const core::Decision& decision = answer.decision;
  Line line(out_);
  line.text("ask", answer.label);
  line.word("class", name_of(decision.class_));
  line.word("outcome", name_of(decision.outcome));
  line.words("reasons", decision.reasons);
  if (decision.class_ == core::Class::native_two_factor) {
    line.words("zone_reasons", decision.zone_reasons);
  }
  line.object("factors", [&] {
    line.words("entry", decision.entry_kinds);
    line.words("terminal", decision.terminal_kinds);
  });
  line.words("warnings", decision.warnings);
}

void RehearsalPrinter::found(const core::Finding& finding, const core::TimeZone& facility_time) {
  Line line(out_);
  line.word("finding", name_of(finding.kind));
  line.time("at", finding.at, facility_time);
  line.id("person", finding.person);
  line.id("zone", finding.zone);
  line.id("door", finding.door);
  line.id("access_point", finding.access_point);
  line.id("controller", finding.controller);
  line.id("terminal", finding.terminal);
  line.id("session", finding.session);
}

void RehearsalPrinter::signalled(const core::Signal& signal, const core::TimeZone& facility_time) {
  Line line(out_);
  line.word("signal", name_of(signal.kind));
  line.time("at", signal.at, facility_time);
  line.text("terminal", signal.terminal.text);
  line.text("session", signal.session.text);
}

void RehearsalPrinter::verdict_changed(const ChangedVerdict& changed) {
  Line line(out_);
  line.text("readjudicated", changed.label);
  line.word("from", name_of(changed.from));
  line.word("to", name_of(changed.to));
  line.object("cause", [&] { line.number("line", changed.cause_line); });
}

void RehearsalPrinter::refused(const RefusedLine& refused) {
  Line line(out_);
  line.number("refused", refused.line);
  line.text("why", refused.why);
  if (!refused.detail.empty()) line.text("detail", refused.detail);
}

}  // namespace zonefactor::cli
