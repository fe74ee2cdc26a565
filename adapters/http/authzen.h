// The AuthZEN Authorization API 1.0 as ZoneFactor speaks it (interfaces.md section 4): JSON into
// login questions, answers into JSON.
//
// Promise: the same answer gives the same bytes. Nothing that is unique to one call (entry, time,
// identifier) is ever in a body. Pure but for the reader's buffer.
#pragma once

#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "service/ports/service.h"

namespace zonefactor::http {

class JsonReader;

inline constexpr std::size_t kMaxBatchItems = 64;
inline constexpr std::chrono::milliseconds kMaxWait{3000};

enum class Semantic { execute_all, deny_on_first_deny, permit_on_first_permit };

// An item of a batch that is no question: it is answered with `decision` false and this error.
struct ItemFault {
  unsigned status = 400;
  std::string message;
  std::string foreign_terminal = {};  // that the peer may not speak for: recorded before it is told
};
using Item = std::variant<ports::LoginQuestion, ItemFault>;

struct Questions {
  bool single = true;  // answered with one decision, not with `evaluations`
  Semantic semantic = Semantic::execute_all;
  std::vector<Item> items;
};

// What the whole request is refused with (400).
struct Malformed {
  std::string why;
};

// Reads the body of /access/v1/evaluation, or with `batch` of /access/v1/evaluations. The members
// that come from the caller's identity are left at their defaults.
std::variant<Questions, Malformed> read_questions(JsonReader& reader, std::string_view body,
                                                  bool batch);

// Appends {"decision":…,"context":{…}}.
void append_answer(std::string& out, const ports::LoginAnswer& answer);
void append_fault(std::string& out, const ItemFault& fault);

// The same for GET /.well-known/authzen-configuration; `base` has no slash at its end.
std::string authzen_configuration(std::string_view base);

// "chuo/2026/184502"
void append_entry(std::string& out, std::string_view facility, core::EntryRef entry);

}  // namespace zonefactor::http
