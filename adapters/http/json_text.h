// Compact JSON written member by member, in the order the caller gives: `decision` must come first.
//
// Promise: what comes out is valid JSON whatever text goes in; bytes that are no UTF-8 are replaced
// by U+FFFD. Appends only, so that one buffer serves a whole answer.
#pragma once

#include <concepts>
#include <cstdint>
#include <string>
#include <string_view>

namespace zonefactor::http {

// Appends `text` as a JSON string with its quotes.
void append_json_string(std::string& out, std::string_view text);
void append_number(std::string& out, std::uint64_t number);
void append_signed(std::string& out, std::int64_t number);

// Writes one object or array and its commas; nested ones are written between key() and the next.
class JsonWriter {
 public:
  explicit JsonWriter(std::string& out) : out_(out) {}

  void open_object() { open('{'); }
  void close_object() { close('}'); }
  void open_array() { open('['); }
  void close_array() { close(']'); }
  // The name of the next value. Names are ours, so they need no escaping.
  void key(std::string_view name) {
    comma();
    out_.push_back('"');
    out_.append(name);
    out_.append("\":");
    first_ = true;
  }
  // The same for a name that is not ours.
  void foreign_key(std::string_view name) {
    comma();
    append_json_string(out_, name);
    out_.push_back(':');
    first_ = true;
  }
  void string(std::string_view text) {
    comma();
    append_json_string(out_, text);
  }
  // A string that is known to need no escaping: one of our own words.
  void word(std::string_view text) {
    comma();
    out_.push_back('"');
    out_.append(text);
    out_.push_back('"');
  }
  void number(std::uint64_t number) {
    comma();
    append_number(out_, number);
  }
  void signed_number(std::int64_t number) {
    comma();
    append_signed(out_, number);
  }
  template <std::same_as<bool> B>  // so that a pointer never becomes one
  void boolean(B value) {
    comma();
    out_.append(value ? "true" : "false");
  }
  // Words for people, in both languages.
  void local_text(std::string_view ja, std::string_view en) {
    open_object();
    key("ja");
    string(ja);
    key("en");
    string(en);
    close_object();
  }
  // A value that is JSON already.
  void raw(std::string_view json) {
    comma();
    out_.append(json);
  }

 private:
  void comma() {
    if (!first_) out_.push_back(',');
    first_ = false;
  }
  void open(char bracket) {
    comma();
    out_.push_back(bracket);
    first_ = true;
  }
  void close(char bracket) {
    out_.push_back(bracket);
    first_ = false;
  }

  std::string& out_;
  bool first_ = true;
};

}  // namespace zonefactor::http
