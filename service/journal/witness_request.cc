#include "service/journal/witness_request.h"

#include <utility>

#include "service/journal/base64.h"
#include "service/journal/decimal.h"
#include "service/journal/text_lines.h"

namespace zonefactor::journal {

namespace {

// The proof's lines and the empty line behind them, taken off `rest`.
std::optional<Hashes> take_proof(std::string_view& rest, std::string* why) {
  Hashes proof;
  for (;;) {
    const auto line = take_line(rest);
    if (!line) return refused(why, "no empty line above the checkpoint");
    if (line->empty()) return proof;
    if (proof.size() == kMaxConsistencyLines) return refused(why, "more than 63 proof lines");
    const auto hash = parse_base64_digest(*line);
    if (!hash) return refused(why, "a proof line is not the base64 of a hash");
    proof.push_back(*hash);
  }
}

}  // namespace

std::string WitnessRequest::text() const {
  std::string text = "old " + std::to_string(old_size) + "\n";
  for (const Digest& hash : proof) text += base64(hash) + "\n";
  return text + "\n" + checkpoint.bytes();
}

std::optional<WitnessRequest> parse_witness_request(std::string_view body, std::string* why) {
  if (body.size() > kMaxWitnessRequestBytes) return refused(why, "longer than a request may be");
  const auto first = take_line(body);
  const auto word = first ? after("old ", *first) : std::nullopt;
  const auto old_size = word ? parse_decimal(*word) : std::nullopt;
  if (!old_size) return refused(why, "the first line is not \"old\" and a size");
  auto proof = take_proof(body, why);
  if (!proof) return std::nullopt;
  std::string what;
  auto note = parse_note(body, &what);
  if (!note) return refused(why, "the checkpoint is no signed note: " + what);
  return WitnessRequest{*old_size, std::move(*proof), std::move(*note)};
}

}  // namespace zonefactor::journal
