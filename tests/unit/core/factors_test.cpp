// The factor tables of section 2 of the rules, method by method and value by value.
#include <gtest/gtest.h>

#include "service/core/factors.h"

namespace zonefactor::core {
namespace {

AccessPoint reader(MethodCombinations methods, CardRead card_read = CardRead::cryptographic) {
  AccessPoint point;
  point.methods = std::move(methods);
  point.card_read = card_read;
  return point;
}

ReadFactors read_at(const AccessPoint& point, std::optional<Methods> said,
                    Profile profile = Profile::strict) {
  return factors_at_reader(point, profile, said, false, Method::card);
}

FactorKinds kinds_of_amr(Amr value) {
  return factors_at_terminal(Amrs{value}, false, std::nullopt, Profile::guideline).kinds;
}

constexpr FactorKinds kKnowledge{FactorKind::knowledge};
constexpr FactorKinds kInherence{FactorKind::inherence};
constexpr FactorKinds kPossession{FactorKind::possession};

TEST(ReaderFactors, F3_what_the_event_says_was_verified_counts) {
  EXPECT_EQ(read_at(reader({{Method::card}, {Method::vein}}), Methods{Method::card}).kinds,
            kPossession);
}

TEST(ReaderFactors, F3_without_word_only_what_every_way_has_in_common_counts) {
  EXPECT_EQ(read_at(reader({{Method::card, Method::pin}}), std::nullopt).kinds,
            kPossession | kKnowledge);
  EXPECT_EQ(read_at(reader({{Method::card}, {Method::pin}}), std::nullopt).kinds, FactorKinds{});
  EXPECT_EQ(read_at(reader({{Method::card}, {Method::mobile}}), std::nullopt).kinds, kPossession);
}

TEST(ReaderFactors, F3_less_than_the_mode_is_believed_and_is_drift) {
  const ReadFactors less = read_at(reader({{Method::card, Method::pin}}), Methods{Method::card});
  EXPECT_EQ(less.kinds, kPossession);
  EXPECT_TRUE(less.mode_drift);
  EXPECT_FALSE(read_at(reader({{Method::card, Method::pin}}), Methods{Method::card, Method::pin})
                   .mode_drift);
}

TEST(ReaderFactors, F3_a_method_the_mode_does_not_know_counts_for_nothing) {
  const ReadFactors more = read_at(reader({{Method::card}}), Methods{Method::card, Method::face});
  EXPECT_EQ(more.kinds, kPossession);
  EXPECT_TRUE(more.mode_drift);
}

TEST(ReaderFactors, F3_a_method_that_nobody_knows_is_drift) {
  const Methods card{Method::card};
  const auto at_a_card_reader = [&](bool unknown) {
    return factors_at_reader(reader({card}), Profile::strict, card, unknown, Method::card);
  };
  EXPECT_TRUE(at_a_card_reader(true).mode_drift);
  EXPECT_EQ(at_a_card_reader(true).kinds, kPossession);
  EXPECT_FALSE(at_a_card_reader(false).mode_drift);
}

TEST(ReaderFactors, F4_a_key_identifies_nobody_whatever_the_reader_asks_for) {
  EXPECT_FALSE(
      factors_at_reader(reader({{Method::card}}), Profile::strict, std::nullopt, false, Method::key)
          .identified);
}

TEST(ReaderFactors, F4_a_code_for_many_and_a_key_identify_nobody) {
  for (const Method method : {Method::code, Method::key}) {
    const ReadFactors factors = read_at(reader({{method}}), Methods{method});
    EXPECT_EQ(factors.kinds, FactorKinds{});
    EXPECT_FALSE(factors.identified);
    EXPECT_TRUE(factors.shared_code);
  }
}

TEST(ReaderFactors, F6_a_serial_number_is_worth_what_the_profile_says) {
  const AccessPoint serial = reader({{Method::card}}, CardRead::serial);
  const ReadFactors strict = read_at(serial, std::nullopt, Profile::strict);
  EXPECT_EQ(strict.kinds, FactorKinds{});
  EXPECT_TRUE(strict.identified);
  const ReadFactors guideline = read_at(serial, std::nullopt, Profile::guideline);
  EXPECT_EQ(guideline.kinds, kPossession);
  EXPECT_TRUE(guideline.clonable);
}

TEST(TerminalFactors, F5_each_value_is_of_its_kind) {
  for (const Amr value : {Amr::pwd, Amr::pin, Amr::kba}) EXPECT_EQ(kinds_of_amr(value), kKnowledge);
  for (const Amr value :
       {Amr::face, Amr::fpt, Amr::iris, Amr::retina, Amr::vbm, Amr::vein, Amr::palm}) {
    EXPECT_EQ(kinds_of_amr(value), kInherence) << name_of(value);
  }
  for (const Amr value :
       {Amr::hwk, Amr::sc, Amr::swk, Amr::pop, Amr::otp, Amr::sms, Amr::tel, Amr::card}) {
    EXPECT_EQ(kinds_of_amr(value), kPossession) << name_of(value);
  }
  for (const Amr value : {Amr::mfa, Amr::mca, Amr::user, Amr::rba, Amr::geo, Amr::wia}) {
    EXPECT_EQ(kinds_of_amr(value), FactorKinds{}) << name_of(value);
  }
}

TEST(TerminalFactors, F2_the_same_kind_twice_is_one) {
  EXPECT_EQ(factors_at_terminal(Amrs{Amr::pwd, Amr::pin}, false, std::nullopt, Profile::strict)
                .kinds.size(),
            1U);
}

TEST(TerminalFactors, F6_a_card_read_by_number_at_the_terminal_is_worth_what_the_profile_says) {
  EXPECT_EQ(factors_at_terminal(Amrs{Amr::card}, false, std::nullopt, Profile::strict).kinds,
            FactorKinds{});
  const TerminalFactors guideline =
      factors_at_terminal(Amrs{Amr::card}, false, std::nullopt, Profile::guideline);
  EXPECT_EQ(guideline.kinds, kPossession);
  EXPECT_TRUE(guideline.clonable);
}

TEST(TerminalFactors, A2_a_value_the_terminal_does_not_have_counts_for_nothing) {
  const TerminalFactors factors =
      factors_at_terminal(Amrs{Amr::pwd, Amr::otp}, false, Amrs{Amr::pwd}, Profile::strict);
  EXPECT_EQ(factors.kinds, kKnowledge);
  EXPECT_TRUE(factors.mismatch);
  EXPECT_FALSE(
      factors_at_terminal(Amrs{Amr::pwd}, false, Amrs{Amr::pwd}, Profile::strict).mismatch);
}

}  // namespace
}  // namespace zonefactor::core
