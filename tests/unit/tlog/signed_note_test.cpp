// Notes: the specification's examples, and everything that is none.
#include "service/journal/signed_note.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "service/journal/base64.h"
#include "tests/unit/tlog/sample_keys.h"

namespace zonefactor::journal {
namespace {

constexpr const char* kExampleKey =
    "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k";
constexpr const char* kExample =
    "This is an example message.\n\n"
    "— example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXm"
    "RKuwHjG1Yu72IneyaQM=\n";
constexpr const char* kPoem =
    "Ognuno sta solo sul cuor della terra\n"
    "trafitto da un raggio di sole:\n\n"
    "ed è subito sera.\n\n"
    "— quasimodo.example/salvatore NnugSzTjtVAewIS+Z/iJhUPeFDkO/5QQ2i5ddnGITLlC+EhfLW9oJKONrMou"
    "FSQU0xMcXxj99ihAQwaqP3ZekRwNtIc=\n";
// Published beside the reference code: a cosigner's key, type 0x04.
constexpr const char* kCosignerKey =
    "remora.n621.de+da77ade7+BOvN63jn/bLvkieywe8R6UYAtVtNbZpXh34x7onlmtw2";

std::string why_no_note(std::string_view bytes) {
  std::string why;
  EXPECT_FALSE(parse_note(bytes, &why)) << bytes;
  return why;
}

std::string why_no_key(std::string_view text) {
  std::string why;
  EXPECT_FALSE(parse_verifier_key(text, &why)) << text;
  return why;
}

TEST(SignedNote, the_specifications_example_is_signed) {
  const auto key = parse_verifier_key(kExampleKey);
  ASSERT_TRUE(key);
  EXPECT_EQ(key->text(), kExampleKey);
  EXPECT_EQ(key->id(), 0x530d903au);
  const auto note = parse_note(kExample);
  ASSERT_TRUE(note);
  EXPECT_EQ(note->text, "This is an example message.\n");
  EXPECT_EQ(verdict_of(*note, *key), Verdict::good);
  EXPECT_EQ(note->bytes(), kExample);
}

TEST(SignedNote, the_last_empty_line_divides) {
  const auto note = parse_note(kPoem);
  ASSERT_TRUE(note);
  EXPECT_TRUE(note->text.ends_with(":\n\ned è subito sera.\n"));
  ASSERT_EQ(note->signatures.size(), 1u);
  EXPECT_EQ(note->signatures[0].name, "quasimodo.example/salvatore");
  EXPECT_EQ(note->signatures[0].key_id, 0x367ba04bu);
  EXPECT_EQ(note->signatures[0].signature.size(), 64u);
  EXPECT_EQ(note->bytes(), kPoem);
}

TEST(SignedNote, every_changed_byte_of_the_text_unsigns_it) {
  const VerifierKey key = *parse_verifier_key(kExampleKey);
  const SignedNote note = *parse_note(kExample);
  for (std::size_t at = 0; at < note.text.size(); ++at) {
    SignedNote changed = note;
    changed.text[at] = static_cast<char>(changed.text[at] ^ 1);
    EXPECT_EQ(verdict_of(changed, key), Verdict::bad) << at;
  }
}

TEST(SignedNote, a_line_counts_where_name_id_and_bytes_agree) {
  const PrivateKey key = sample_key(1);
  const VerifierKey verifier = verifier_of("log.example", KeyType::note, key);
  SignedNote note{"text\n", {}};
  EXPECT_EQ(verdict_of(note, verifier), Verdict::absent);
  // Not this key's: the name, the id, or both are another's.
  note.signatures = {sign_note(note.text, "other.example", key),
                     sign_note(note.text, "log.example", sample_key(2)),
                     {"log.example", verifier.id() ^ 1, key.sign(note.text)},
                     {"log.examplE", verifier.id(), key.sign(note.text)}};
  EXPECT_EQ(verdict_of(note, verifier), Verdict::absent);
  note.signatures.push_back(sign_note(note.text, "log.example", key));
  EXPECT_EQ(verdict_of(note, verifier), Verdict::good);
  note.signatures.push_back(sign_note(note.text, "log.example", key));
  EXPECT_EQ(verdict_of(note, verifier), Verdict::good);
}

TEST(SignedNote, one_bad_line_of_a_key_outweighs_its_good_ones) {
  const PrivateKey key = sample_key(1);
  const VerifierKey verifier = verifier_of("log.example", KeyType::note, key);
  const SignatureLine good = sign_note("text\n", "log.example", key);
  for (const std::string& signature :
       {key.sign("other\n"), sample_key(2).sign("text\n"), std::string("x"), good.signature + "x",
        good.signature.substr(0, 63)}) {
    const SignatureLine bad{"log.example", verifier.id(), signature};
    EXPECT_EQ(verdict_of({"text\n", {bad}}, verifier), Verdict::bad);
    EXPECT_EQ(verdict_of({"text\n", {good, bad}}, verifier), Verdict::bad);
    EXPECT_EQ(verdict_of({"text\n", {bad, good}}, verifier), Verdict::bad);
  }
}

TEST(SignedNote, what_is_no_note_is_refused) {
  const std::string line = line_of(sign_note("text\n", "log.example", sample_key(1)));
  ASSERT_TRUE(parse_note("text\n\n" + line));
  EXPECT_EQ(why_no_note(""), "no empty line above signatures");
  EXPECT_EQ(why_no_note("text\n"), "no empty line above signatures");
  EXPECT_EQ(why_no_note("text\n" + line), "no empty line above signatures");
  EXPECT_EQ(why_no_note("text\n\n"), "no signature");
  EXPECT_EQ(why_no_note("text\n\n" + line + "\n"), "no signature");
  const std::string other = "under the last empty line stands something else than signatures";
  EXPECT_EQ(why_no_note("text\n\n" + line + "more"), other);
  EXPECT_EQ(why_no_note("text\n\n" + line + "more\n"), other);
  EXPECT_EQ(why_no_note("text\n\n" + line.substr(0, line.size() - 1)), other);
  EXPECT_EQ(why_no_note("text\n\n " + line), other);
  const std::string characters = "not UTF-8, or with control characters";
  EXPECT_EQ(why_no_note("te\rxt\n\n" + line), characters);
  EXPECT_EQ(why_no_note("text\r\n\r\n" + line), characters);
  EXPECT_EQ(why_no_note("te\txt\n\n" + line), characters);
  EXPECT_EQ(why_no_note(std::string("te\0xt\n\n", 7) + line), characters);
  EXPECT_EQ(why_no_note("te\xFFxt\n\n" + line), characters);
}

TEST(SignedNote, sizes_are_limited_and_sixteen_signatures_fit) {
  const std::string line = line_of(sign_note("text\n", "log.example", sample_key(1)));
  std::string note = "text\n\n";
  for (std::size_t i = 0; i < 16; ++i) note += line;
  EXPECT_TRUE(parse_note(note));
  for (std::size_t i = 16; i < kMaxSignatures; ++i) note += line;
  EXPECT_EQ(parse_note(note)->signatures.size(), kMaxSignatures);
  EXPECT_EQ(why_no_note(note + line), "too many signatures");
  const std::string under = "\n\n" + line;
  EXPECT_TRUE(parse_note(std::string(kMaxNoteBytes - under.size(), 'x') + under));
  EXPECT_EQ(why_no_note(std::string(kMaxNoteBytes - under.size() + 1, 'x') + under),
            "longer than a note may be");
}

TEST(SignedNote, a_signature_line_has_one_spelling) {
  const std::string line = "— a AAAAAXg=\n";
  const SignatureLine one{"a", 1, "x"};
  EXPECT_EQ(parse_signature_line(line), one);
  EXPECT_EQ(line_of(one), line);
  for (const char* other :
       {"", "\n", "— a AAAAAXg=", "- a AAAAAXg=\n", "—a AAAAAXg=\n", "—  a AAAAAXg=\n",
        "— a  AAAAAXg=\n", "— a AAAAAXg= \n", "— a AAAAAXg\n", "— a AAAAAXh=\n", "— a AAAAAQ==\n",
        "— a \n", "— a\n", "— AAAAAXg=\n", "— a+b AAAAAXg=\n", "— a\u00A0b AAAAAXg=\n",
        "— a AAAAAXg=\n\n", "– a AAAAAXg=\n", "— a AAAAAXg=\r\n"}) {
    EXPECT_FALSE(parse_signature_line(other)) << other;
  }
}

TEST(SignedNote, names_of_keys) {
  EXPECT_TRUE(is_key_name("zonefactor/hospital/2026"));
  EXPECT_TRUE(is_key_name("病院.example"));
  EXPECT_TRUE(is_key_name(std::string(kMaxKeyName, 'x')));
  EXPECT_FALSE(is_key_name(""));
  EXPECT_FALSE(is_key_name(std::string(kMaxKeyName + 1, 'x')));
  for (const char* bad :
       {" ", "a b", "a+b", "a\tb", "a\nb", "a\x1F", "a\u0085", "a\u00A0", "\u1680", "\u2003",
        "\u2028", "\u2029", "\u202F", "\u205F", "\u3000", "a\xFF", "a\xC2"}) {
    EXPECT_FALSE(is_key_name(bad)) << bad;
  }
}

TEST(SignedNote, a_verifiers_key_has_one_spelling) {
  EXPECT_EQ(parse_verifier_key(kCosignerKey)->type, KeyType::cosignature);
  EXPECT_EQ(parse_verifier_key(kCosignerKey)->text(), kCosignerKey);
  const std::string form = "a key is written name+id+key, its id with eight digits";
  const std::string id = "the id is not this key's under this name";
  const std::string material = "+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k";
  EXPECT_EQ(why_no_key(""), form);
  EXPECT_EQ(why_no_key("example.com/foo"), form);
  EXPECT_EQ(why_no_key("example.com/foo+"), form);
  EXPECT_EQ(why_no_key("example.com/foo+530d903a"), form);
  EXPECT_EQ(why_no_key("example.com/foo+530d903" + material), form);
  EXPECT_EQ(why_no_key("example.com/foo+530d903a0" + material), form);
  EXPECT_EQ(why_no_key("example.com/foo+530D903A" + material), id);
  EXPECT_EQ(why_no_key("example.com/foo+530d903b" + material), id);
  EXPECT_EQ(why_no_key("example.com/fox+530d903a" + material), id);
  const std::string name = "the part before the first + is no key's name";
  EXPECT_EQ(why_no_key("+530d903a" + material), name);
  EXPECT_EQ(why_no_key("example com+530d903a" + material), name);
  EXPECT_EQ(why_no_key("example.com/foo+530d903a" + material + " "), "the key is not base64");
  EXPECT_EQ(why_no_key("example.com/foo+530d903a+AekyeRrm"), "the key has a wrong length");
  EXPECT_EQ(why_no_key("example.com/foo+530d903a" + material + "AAAA"),
            "the key has a wrong length");
  const std::string type = "the key is of a type that is not used here";
  EXPECT_EQ(why_no_key("example.com/foo+530d903a+"), type);
  for (const char other : {'\x00', '\x02', '\x03', '\x05', '\x06', '\xFF'}) {
    const std::string bytes = other + std::string(32, 'k');
    EXPECT_EQ(why_no_key("example.com/foo+530d903a+" + base64(bytes)), type);
  }
}

RC_GTEST_PROP(SignedNote, what_is_written_is_read, (std::uint8_t seed)) {
  const PrivateKey key = sample_key(seed);
  const std::string text =
      *rc::gen::container<std::string>(rc::gen::element('\n', 'a', ' ', '+', '-')) + "\n";
  const std::string name =
      *rc::gen::nonEmpty(rc::gen::container<std::string>(rc::gen::element('a', '/', '.', '0')));
  RC_PRE(is_key_name(name));
  SignedNote note{text, {sign_note(text, name, key), sign_note(text, "other", key)}};
  RC_ASSERT(parse_note(note.bytes()) == note);
  for (const KeyType type : {KeyType::note, KeyType::cosignature}) {
    const VerifierKey verifier = verifier_of(name, type, key);
    RC_ASSERT(parse_verifier_key(verifier.text()) == verifier);
  }
  RC_ASSERT(verdict_of(note, verifier_of(name, KeyType::note, key)) == Verdict::good);
}

}  // namespace
}  // namespace zonefactor::journal
