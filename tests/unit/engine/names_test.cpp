// Handles, commitments and keyed digests: what stands for a person in the journal (rules V2, V7).
#include "service/engine/names.h"

#include <gtest/gtest.h>

#include <set>

#include "service/engine/facility_objects.h"
#include "service/engine/keyed_digest.h"
#include "service/engine/pseudonyms.h"
#include "service/journal/entry_codec.h"
#include "service/journal/sha256.h"
#include "tests/unit/engine/counting_randomness.h"
#include "tests/unit/engine/sample_facility.h"

namespace zonefactor::engine {
namespace {

TEST(Names, V2_a_handle_says_nothing_of_the_name) {
  const Minted minted = mint(NameKind::person, "p-1042", counting_randomness());
  EXPECT_EQ(minted.row.handle.size(), 15u);
  EXPECT_EQ(minted.row.handle.find("p-1042"), std::string::npos);
  EXPECT_EQ(minted.bound.handle, minted.row.handle);
  EXPECT_EQ(minted.bound.kind, "person");
}

TEST(Names, V7_the_commitment_covers_kind_handle_and_name_under_the_rows_own_key) {
  const Minted minted = mint(NameKind::account, "tanaka", counting_randomness());
  const std::string text = "zonefactor-name/1\naccount\n" + minted.row.handle + "\ntanaka";
  EXPECT_EQ(minted.bound.commitment, journal::hex(journal::hmac_sha256(minted.row.key, text)));
}

TEST(Names, V7_a_row_that_opens_its_commitment_explains_and_any_other_is_not_used) {
  const Randomness random = counting_randomness();
  const Minted good = mint(NameKind::account, "tanaka", random);
  Minted renamed = mint(NameKind::account, "suzuki", random);
  renamed.row.plain = "tanaka-2";
  Minted other_kind = mint(NameKind::person, "p-1", random);
  other_kind.row.kind = "account";
  const Minted unbound = mint(NameKind::person, "p-9", random);

  Bindings bindings;
  bindings.add(good.bound);
  bindings.add(renamed.bound);
  bindings.add(other_kind.bound);
  const auto opened = bindings.open({good.row, renamed.row, other_kind.row, unbound.row});

  ASSERT_NE(opened.names.handle_of(NameKind::account, "tanaka"), nullptr);
  EXPECT_EQ(*opened.names.handle_of(NameKind::account, "tanaka"), good.row.handle);
  EXPECT_EQ(*opened.names.plain_of(good.row.handle), "tanaka");
  EXPECT_EQ(opened.names.handle_of(NameKind::account, "tanaka-2"), nullptr);
  EXPECT_EQ(opened.names.plain_of(unbound.row.handle), nullptr);
  EXPECT_EQ(opened.drifted.size(), 3u);
}

TEST(Names, a_name_bound_anew_gets_its_later_handle_whatever_the_order_of_the_rows) {
  const Randomness random = counting_randomness();
  const Minted first = mint(NameKind::person, "p-1", random);
  const Minted second = mint(NameKind::person, "p-1", random);
  Bindings bindings;
  bindings.add(first.bound);
  bindings.add(second.bound);
  for (const auto& rows :
       {std::vector{first.row, second.row}, std::vector{second.row, first.row}}) {
    EXPECT_EQ(*bindings.open(rows).names.handle_of(NameKind::person, "p-1"), second.row.handle);
  }
}

TEST(Names, kinds_do_not_mix) {
  Names names;
  names.learn(mint(NameKind::person, "tanaka", counting_randomness()).row);
  EXPECT_EQ(names.handle_of(NameKind::account, "tanaka"), nullptr);
  EXPECT_NE(names.handle_of(NameKind::person, "tanaka"), nullptr);
}

TEST(KeyedDigest, V2_equal_text_gives_an_equal_digest_under_one_key_and_kind_only) {
  ports::Digest key{};
  ports::Digest other_key{};
  other_key[0] = 1;
  const KeyedDigest digests(key);
  EXPECT_EQ(digests.unknown("number", "04FF"), digests.unknown("number", "04FF"));
  EXPECT_NE(digests.unknown("number", "04FF"), digests.unknown("account", "04FF"));
  EXPECT_NE(digests.unknown("number", "04FF"), KeyedDigest(other_key).unknown("number", "04FF"));
  EXPECT_EQ(digests.unknown("number", "04FF").substr(0, 2), "u:");
  EXPECT_EQ(digests.unknown("number", "04FF").size(), 34u);
}

TEST(Pseudonyms, V2_no_plain_word_of_the_people_is_left_in_any_object) {
  const auto made = pseudonymise(sample::facility(), Names(), counting_randomness());
  for (const auto& [key, object] : keyed_objects(made.facility)) {
    const std::string body = journal::encode(core::ObjectPut{object}, core::Instant{});
    for (const std::string& word : sample::plain_words()) {
      EXPECT_EQ(body.find(word), std::string::npos) << word << " in " << body;
      EXPECT_EQ(key.find(word), std::string::npos) << word << " in " << key;
    }
  }
}

TEST(Pseudonyms, one_name_gets_one_handle_and_the_facility_keeps_its_shape) {
  const auto made = pseudonymise(sample::facility(), Names(), counting_randomness());
  std::set<std::string> handles;
  for (const Minted& minted : made.minted) handles.insert(minted.row.handle);
  EXPECT_EQ(handles.size(), made.minted.size());
  EXPECT_EQ(made.minted.size(), 8u);  // two persons, accounts, credentials, numbers
  EXPECT_EQ(made.facility.credentials[0].person, made.facility.persons[0].id);
  EXPECT_EQ(made.facility.designations[0].person, made.facility.persons[0].id);
}

TEST(Pseudonyms, explaining_gives_the_file_back_but_for_who_is_responsible_and_who_approved) {
  core::Facility expected = sample::facility();
  expected.zones[0].responsible.clear();
  expected.zones[0].basis->approved_by.clear();
  const auto made = pseudonymise(sample::facility(), Names(), counting_randomness());
  Names names;
  for (const Minted& minted : made.minted) names.learn(minted.row);
  EXPECT_EQ(explain(made.facility, names), expected);
  EXPECT_TRUE(pseudonymise(sample::facility(), names, counting_randomness()).minted.empty());
}

TEST(Pseudonyms, a_handle_without_its_row_stays_a_handle) {
  const auto made = pseudonymise(sample::facility(), Names(), counting_randomness());
  EXPECT_EQ(explain(made.facility, Names()), made.facility);
}

}  // namespace
}  // namespace zonefactor::engine
