#include "service/doors/morning.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <ctime>
#include <fstream>
#include <stdexcept>

#include "service/doors/json_text.h"

namespace zonefactor::doors {

namespace {

using journal::Json;
using journal::JsonArray;
using journal::JsonObject;

constexpr std::chrono::milliseconds kRecordedDeadline{20'000};
constexpr std::chrono::milliseconds kLookAgain{5};

enum class Colour { plain, bold, dim, green, yellow, red, magenta };

std::string text_of(const JsonObject& object, const char* name) {
  const auto found = object.find(name);
  const auto* text = found == object.end() ? nullptr : found->second.as<std::string>();
  return text == nullptr ? std::string{} : *text;
}

std::int64_t number_of(const JsonObject& object, const char* name) {
  const auto found = object.find(name);
  const auto* number = found == object.end() ? nullptr : found->second.as<std::int64_t>();
  return number == nullptr ? 0 : *number;
}

const JsonObject* object_of(const JsonObject& object, const char* name) {
  const auto found = object.find(name);
  return found == object.end() ? nullptr : found->second.as<JsonObject>();
}

std::vector<std::string> strings_of(const JsonObject& object, const char* name) {
  std::vector<std::string> strings;
  const auto found = object.find(name);
  const auto* array = found == object.end() ? nullptr : found->second.as<JsonArray>();
  if (array == nullptr) return strings;
  for (const Json& item : *array) {
    if (const auto* text = item.as<std::string>()) strings.push_back(*text);
  }
  return strings;
}

std::string joined(const std::vector<std::string>& words, const char* by = ", ") {
  std::string text;
  for (const std::string& word : words) text.append(text.empty() ? "" : by).append(word);
  return text;
}

std::string clock_text() {
  const std::time_t now = std::time(nullptr);
  std::tm local{};
  localtime_r(&now, &local);
  std::array<char, 16> text{};
  std::strftime(text.data(), text.size(), "%H:%M:%S", &local);
  return text.data();
}

class Morning {
 public:
  Morning(const MorningOptions& options, std::vector<ControllerSetup> controllers)
      : options_(options), fleet_(controllers, options.state_file), desk_(options.desk) {}

  void take(const JsonObject& line);
  int close();

 private:
  struct Sent {
    std::string boot;
    std::int64_t seq = 0;
  };

  void event(const JsonObject& line);
  void login(const JsonObject& line);
  void wait_until_recorded();
  bool expected(const JsonObject& line, const LoginReply& reply) const;
  void print_login(const JsonObject& question, const LoginReply& reply, bool as_expected,
                   const JsonObject& line);
  std::string painted(Colour colour, const std::string& text) const;

  const MorningOptions& options_;
  DoorFleet fleet_;
  TerminalDesk desk_;
  std::map<std::string, Sent> unrecorded_;
  std::map<std::string, Sent> latest_;
  std::map<std::string, int> classes_;
  std::map<std::string, int> reasons_;
  std::vector<std::chrono::microseconds> times_;
  int events_ = 0;
  int surprises_ = 0;
};

std::string Morning::painted(Colour colour, const std::string& text) const {
  if (!options_.colour || colour == Colour::plain) return text;
  const auto code = [colour] {
    switch (colour) {
      case Colour::plain:
        return 0;
      case Colour::bold:
        return 1;
      case Colour::dim:
        return 2;
      case Colour::green:
        return 32;
      case Colour::yellow:
        return 33;
      case Colour::red:
        return 31;
      case Colour::magenta:
        return 35;
    }
    __builtin_unreachable();
  }();
  std::string out = "\033[";
  out.append(std::to_string(code)).append("m").append(text).append("\033[0m");
  return out;
}

void Morning::take(const JsonObject& line) {
  if (line.contains("say")) {
    fmt::print("\n{}\n", painted(Colour::bold, text_of(line, "say")));
  } else if (line.contains("event")) {
    event(line);
  } else if (line.contains("login")) {
    login(line);
  } else if (const JsonObject* what = object_of(line, "acknowledge")) {
    wait_until_recorded();
    desk_.acknowledge(*what);
    fmt::print(
        "{}  {}\n", clock_text(),
        painted(Colour::dim, fmt::format("{} acknowledges the {} of {}", text_of(*what, "by"),
                                         text_of(*what, "what"), text_of(*what, "zone"))));
  } else if (const JsonObject* report = object_of(line, "report")) {
    wait_until_recorded();
    desk_.report_credential(text_of(*report, "credential"), {{"state", text_of(*report, "state")}});
    fmt::print("{}  {}\n", clock_text(),
               painted(Colour::dim, fmt::format("{} is reported {}", text_of(*report, "credential"),
                                                text_of(*report, "state"))));
  } else {
    throw std::invalid_argument("a line says, sends an event, logs in, acknowledges or reports");
  }
  std::fflush(stdout);
}

void Morning::event(const JsonObject& line) {
  JsonObject event = *object_of(line, "event");
  const std::string controller = text_of(event, "controller");
  if (const std::int64_t skip = number_of(line, "skip"); skip > 0) {
    event["seq"] = latest_[controller].seq + 1 + skip;
  }
  const JsonObject sent = fleet_.publish(controller, std::move(event));
  ++events_;
  latest_[controller] = unrecorded_[controller] = {text_of(sent, "boot"), number_of(sent, "seq")};
  const std::string place =
      sent.contains("access_point") ? text_of(sent, "access_point") : text_of(sent, "door");
  fmt::print(
      "{}  {}\n", clock_text(),
      painted(Colour::dim,
              fmt::format("door   {:<11} {:<14} {:<10} {}{}", controller, place,
                          text_of(line, "who"), text_of(sent, "kind"),
                          sent.contains("mode") ? fmt::format(" {}", text_of(sent, "mode")) : "")));
}

void Morning::wait_until_recorded() {
  const auto deadline = std::chrono::steady_clock::now() + kRecordedDeadline;
  for (const auto& [controller, sent] : unrecorded_) {
    while (!desk_.has_recorded(controller, sent.boot, sent.seq)) {
      if (std::chrono::steady_clock::now() > deadline) {
        throw std::runtime_error(
            fmt::format("event {} of boot {} from {} was not recorded in {} ms", sent.seq,
                        sent.boot, controller, kRecordedDeadline.count()));
      }
      std::this_thread::sleep_for(kLookAgain);
    }
  }
  unrecorded_.clear();
}

bool Morning::expected(const JsonObject& line, const LoginReply& reply) const {
  const auto found = line.find("expect");
  if (found == line.end()) throw std::invalid_argument("a login without `expect` proves nothing");
  const auto fits = [&reply](const JsonObject& wanted) {
    return text_of(wanted, "class") == reply.class_ &&
           text_of(wanted, "outcome") == reply.outcome &&
           strings_of(wanted, "reasons") == reply.reasons;
  };
  if (const auto* one = found->second.as<JsonObject>()) return fits(*one);
  const auto* several = found->second.as<JsonArray>();
  return several != nullptr &&
         std::any_of(several->begin(), several->end(), [&](const Json& wanted) {
           return wanted.as<JsonObject>() != nullptr && fits(*wanted.as<JsonObject>());
         });
}

void Morning::login(const JsonObject& line) {
  wait_until_recorded();
  const JsonObject& asked = *object_of(line, "login");
  JsonObject context;
  for (const char* member : {"amr", "emergency", "session", "session_kind", "wait_ms"}) {
    if (const auto found = asked.find(member); found != asked.end())
      context.emplace(member, found->second);
  }
  const std::string action = asked.contains("action") ? text_of(asked, "action") : "login";
  const JsonObject question{
      {"action", JsonObject{{"name", action}}},
      {"context", context},
      {"resource", JsonObject{{"id", text_of(asked, "terminal")}, {"type", "terminal"}}},
      {"subject", JsonObject{{"id", text_of(asked, "account")}, {"type", "user"}}},
  };
  const LoginReply reply =
      desk_.ask(text_of(asked, "terminal"), text_of(line, "by") == "key", question);
  const bool as_expected = expected(line, reply);
  if (!as_expected) ++surprises_;
  ++classes_[reply.class_];
  for (const std::string& reason : reply.reasons) ++reasons_[reason];
  times_.push_back(reply.took);
  print_login(asked, reply, as_expected, line);
}

void Morning::print_login(const JsonObject& question, const LoginReply& reply, bool as_expected,
                          const JsonObject& line) {
  const Colour colour = reply.class_ == "emergency"      ? Colour::magenta
                        : reply.outcome == "allow"       ? Colour::green
                        : reply.class_ == "undetermined" ? Colour::yellow
                                                         : Colour::red;
  std::string why = joined(reply.reasons);
  if (why.empty()) {
    why = fmt::format("{} at the door + {} at the terminal",
                      reply.entry_factors.empty() ? "nothing" : joined(reply.entry_factors, "+"),
                      joined(reply.terminal_factors, "+"));
    if (reply.class_ == "native_two_factor") {
      why = fmt::format("{} at the terminal", joined(reply.terminal_factors, "+"));
    }
  }
  const std::string rests = desk_.rests_on(reply.entry);
  fmt::print(
      "{}  login  {:<11} {:<14} {} {:<18} {}  {}\n", clock_text(), text_of(question, "terminal"),
      text_of(question, "account"), painted(colour, fmt::format("{:<8}", reply.outcome)),
      painted(colour, reply.class_), why,
      painted(Colour::dim, fmt::format("{}{}, {:.1f} ms", reply.entry,
                                       rests.empty() ? "" : fmt::format(" rests on {}", rests),
                                       static_cast<double>(reply.took.count()) / 1000.0)));
  if (!as_expected) {
    fmt::print("          {}\n",
               painted(Colour::red, fmt::format("NOT WHAT WAS EXPECTED: {}",
                                                journal::canonical(line.at("expect")))));
  }
}

int Morning::close() {
  wait_until_recorded();
  std::sort(times_.begin(), times_.end());
  const auto ms = [this](std::size_t i) { return static_cast<double>(times_[i].count()) / 1000.0; };
  fmt::print("\n{}\n", painted(Colour::bold,
                               fmt::format("{} door events, {} logins", events_, times_.size())));
  for (const auto& [name, count] : classes_) fmt::print("  {:<26} {}\n", name, count);
  fmt::print("  because of\n");
  for (const auto& [name, count] : reasons_) fmt::print("    {:<30} {}\n", name, count);
  if (!times_.empty()) {
    fmt::print("  answered, durably recorded, in {:.1f} ms (median), {:.1f} ms (slowest)\n",
               ms(times_.size() / 2), ms(times_.size() - 1));
  }
  fmt::print("{}\n",
             surprises_ == 0
                 ? painted(Colour::green, "  every answer was the expected one")
                 : painted(Colour::red,
                           fmt::format("  {} answers were not the expected ones", surprises_)));
  return surprises_;
}

}  // namespace

int play_morning(const MorningOptions& options, StopSignal& signal) {
  std::ifstream in(options.script);
  if (!in) throw std::invalid_argument(fmt::format("{} cannot be read", options.script.string()));
  std::vector<ControllerSetup> controllers;
  std::vector<JsonObject> happenings;
  std::string text;
  for (int number = 1; std::getline(in, text); ++number) {
    if (text.empty() || text.front() == '#') continue;
    try {
      if (text.rfind("{\"controller\":{", 0) == 0) {
        controllers.push_back(std::get<ControllerSetup>(parse_script_line(text, options.defaults)));
      } else {
        happenings.push_back(read_object(text, Names::canonical));
      }
    } catch (const std::invalid_argument& fault) {
      throw std::invalid_argument(
          fmt::format("{}:{}: {}", options.script.string(), number, fault.what()));
    }
  }
  for (ControllerSetup& setup : controllers) {
    const auto port = options.panel_ports.find(setup.id);
    auto* panel = std::get_if<PanelSide>(&setup.side);
    if (panel != nullptr && port != options.panel_ports.end()) panel->port = port->second;
  }
  Morning morning(options, std::move(controllers));
  for (const JsonObject& line : happenings) {
    if (signal.within(std::chrono::milliseconds(number_of(line, "after_ms")))) return 1;
    morning.take(line);
  }
  return morning.close();
}

}  // namespace zonefactor::doors
