#include "service/journal/log_proof.h"

#include "service/journal/base64.h"
#include "service/journal/decimal.h"
#include "service/journal/signed_note.h"
#include "service/journal/text_lines.h"

namespace zonefactor::journal {

namespace {
constexpr std::string_view kFirstLine = "c2sp.org/tlog-proof@v1";
}  // namespace

std::string LogProof::text() const {
  std::string text = std::string(kFirstLine) + "\n";
  if (extra) text += "extra " + base64(*extra) + "\n";
  text += "index " + std::to_string(index) + "\n";
  for (const Digest& hash : hashes) text += base64(hash) + "\n";
  return text + "\n" + checkpoint;
}

std::optional<LogProof> parse_log_proof(std::string_view text, std::string* why) {
  if (text.size() > kMaxProofBytes) return refused(why, "longer than a proof may be");
  LogProof proof;
  if (take_line(text) != kFirstLine) return refused(why, "the first line names no tlog-proof@v1");
  auto line = take_line(text);
  if (const auto extra = line ? after("extra ", *line) : std::nullopt) {
    proof.extra = parse_base64(*extra);
    if (!proof.extra) return refused(why, "what follows 'extra' is not base64");
    line = take_line(text);
  }
  const auto index_text = line ? after("index ", *line) : std::nullopt;
  const auto index = index_text ? parse_decimal(*index_text) : std::nullopt;
  if (!index) return refused(why, "no line with the index");
  proof.index = *index;
  for (line = take_line(text); line && !line->empty(); line = take_line(text)) {
    if (proof.hashes.size() == kMaxProofHashes) return refused(why, "too many hashes");
    const auto hash = parse_base64_digest(*line);
    if (!hash) return refused(why, "a line below the index is no hash");
    proof.hashes.push_back(*hash);
  }
  if (!line || text.empty()) return refused(why, "no checkpoint below an empty line");
  if (text.size() > kMaxNoteBytes)
    return refused(why, "the checkpoint is longer than a note may be");
  proof.checkpoint = text;
  return proof;
}

}  // namespace zonefactor::journal
