// Proof files: as published, and nothing else.
#include "service/journal/log_proof.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "service/journal/base64.h"
#include "service/journal/signed_note.h"

namespace zonefactor::journal {
namespace {

std::string why_not(std::string_view text) {
  std::string why;
  EXPECT_FALSE(parse_log_proof(text, &why)) << text;
  return why;
}

// Those of the format's reference code.
TEST(LogProof, the_published_files) {
  const Digest one = sha256("hash1");
  const Digest two = sha256("hash2");
  const LogProof plain{{}, 5, {one, two}, "test checkpoint\n"};
  EXPECT_EQ(plain.text(), "c2sp.org/tlog-proof@v1\nindex 5\n" + base64(one) + "\n" + base64(two) +
                              "\n\ntest checkpoint\n");
  const LogProof with_extra{"extra information", 10, {one}, "checkpoint data\n"};
  EXPECT_EQ(with_extra.text(),
            "c2sp.org/tlog-proof@v1\nextra ZXh0cmEgaW5mb3JtYXRpb24=\nindex 10\n" + base64(one) +
                "\n\ncheckpoint data\n");
  const LogProof without_hashes{{}, 0, {}, "checkpoint\n"};
  EXPECT_EQ(without_hashes.text(), "c2sp.org/tlog-proof@v1\nindex 0\n\ncheckpoint\n");
  for (const LogProof& proof : {plain, with_extra, without_hashes}) {
    EXPECT_EQ(parse_log_proof(proof.text()), proof);
  }
}

TEST(LogProof, what_is_none_is_refused) {
  const std::string first = "c2sp.org/tlog-proof@v1\n";
  const std::string end = "\ncheckpoint\n";
  const std::string hash = base64(sha256("")) + "\n";
  EXPECT_TRUE(parse_log_proof(first + "index 0\n" + hash + end));
  for (const std::string& other :
       {std::string(), std::string("c2sp.org/tlog-proof@v1"), "wrong-header\nindex 0\n" + end,
        "c2sp.org/tlog-proof@v2\nindex 0\n" + end, "\n" + first + "index 0\n" + end}) {
    EXPECT_EQ(why_not(other), "the first line names no tlog-proof@v1");
  }
  EXPECT_EQ(why_not(first + "extra !!notbase64!!\nindex 0\n" + end),
            "what follows 'extra' is not base64");
  for (const char* line :
       {"", "\n", "index\n", "index \n", "index notanumber\n", "index -5\n", "index 05\n",
        "index 18446744073709551616\n", "index  1\n", "index 1 \n", "Index 1\n", "index 1\r\n",
        "extra eA==\n", "extra eA==\nextra eA==\nindex 1\n", "extra\nindex 1\n"}) {
    EXPECT_EQ(why_not(first + line + end), "no line with the index") << line;
  }
  for (const std::string& line :
       {std::string("!!notbase64!!\n"), base64(std::string(64, '\0')) + "\n", " " + hash,
        base64(std::string(31, '\0')) + "\n", std::string("extra eA==\n"), std::string("index 0\n"),
        std::string(65 * 1024, 'a') + "\n"}) {
    EXPECT_EQ(why_not(first + "index 0\n" + hash + line + end),
              "a line below the index is no hash");
  }
  const std::string none = "no checkpoint below an empty line";
  EXPECT_EQ(why_not(first + "index 0\n"), none);
  EXPECT_EQ(why_not(first + "index 0\n" + hash), none);
  EXPECT_EQ(why_not(first + "index 0\n" + hash + "\n"), none);
}

TEST(LogProof, sizes_are_limited) {
  LogProof proof{{}, 1, Hashes(kMaxProofHashes), "checkpoint\n"};
  EXPECT_TRUE(parse_log_proof(proof.text()));
  proof.hashes.emplace_back();
  EXPECT_EQ(why_not(proof.text()), "too many hashes");
  proof.hashes.clear();
  proof.checkpoint = std::string(kMaxNoteBytes, 'x');
  EXPECT_TRUE(parse_log_proof(proof.text()));
  proof.checkpoint += "x";
  EXPECT_EQ(why_not(proof.text()), "the checkpoint is longer than a note may be");
  proof.checkpoint = "checkpoint\n";
  proof.extra = std::string(kMaxProofBytes, 'x');
  EXPECT_EQ(why_not(proof.text()), "longer than a proof may be");
}

RC_GTEST_PROP(LogProof, what_is_written_is_read, (std::uint64_t index)) {
  LogProof proof;
  if (*rc::gen::arbitrary<bool>()) proof.extra = *rc::gen::arbitrary<std::string>();
  proof.index = index;
  const auto hashes = *rc::gen::inRange<std::size_t>(0, kMaxProofHashes + 1);
  for (std::size_t i = 0; i < hashes; ++i) proof.hashes.push_back(leaf_hash(std::to_string(i)));
  proof.checkpoint = *rc::gen::nonEmpty(rc::gen::arbitrary<std::string>());
  RC_ASSERT(parse_log_proof(proof.text()) == proof);
}

}  // namespace
}  // namespace zonefactor::journal
