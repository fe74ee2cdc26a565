// What a new version of the facility puts into the journal, and what it declines (rules V1, G1).
#include "service/engine/configuration_change.h"

#include <gtest/gtest.h>

#include "service/core/site.h"
#include "tests/unit/engine/counting_randomness.h"
#include "tests/unit/engine/sample_facility.h"

namespace zonefactor::engine {
namespace {

class ConfigurationChangeTest : public ::testing::Test {
 protected:
  std::variant<ConfigurationChange, ports::Declined> plan(const core::Facility& facility) {
    return plan_change(configuration_, facility, names_, random_, "admin");
  }
  ConfigurationChange change_to(const core::Facility& facility) {
    auto planned = plan(facility);
    return std::get<ConfigurationChange>(std::move(planned));
  }
  void apply(const ConfigurationChange& change) {
    for (const Minted& minted : change.minted) names_.learn(minted.row);
    for (const core::Fact& fact : change.changed) configuration_.fold(fact);
    if (change.closed.version != 0) configuration_.fold(change.closed);
  }

  ConfigurationInForce configuration_;
  Names names_;
  Randomness random_ = counting_randomness();
};

TEST_F(ConfigurationChangeTest, V1_the_first_version_is_one_entry_per_object_and_a_closing) {
  const auto change = change_to(sample::facility());
  EXPECT_EQ(change.changed.size(), 13u);  // head, zone, controller, door, 2 points, terminal, 2x3
  EXPECT_EQ(change.closed.version, 1u);
  EXPECT_EQ(change.closed.by, "admin");
  EXPECT_EQ(change.closed.digest.size(), 64u);
  apply(change);
  EXPECT_EQ(configuration_.digest(), digest_of(configuration_.in_force()));
  ASSERT_NE(configuration_.head(), nullptr);
  EXPECT_EQ(configuration_.head()->id, "chuo");
}

TEST_F(ConfigurationChangeTest, the_same_file_again_changes_nothing) {
  apply(change_to(sample::facility()));
  const auto again = change_to(sample::facility());
  EXPECT_TRUE(again.changed.empty());
  EXPECT_TRUE(again.minted.empty());
  EXPECT_EQ(again.closed.version, 0u);
}

TEST_F(ConfigurationChangeTest, only_what_differs_is_put_or_removed) {
  apply(change_to(sample::facility()));
  const std::string first_digest = configuration_.digest();
  core::Facility next = sample::facility();
  next.zones[0].max_presence = std::chrono::hours(8);
  next.terminals.clear();
  const auto change = change_to(next);
  ASSERT_EQ(change.changed.size(), 2u);
  EXPECT_TRUE(std::holds_alternative<core::ObjectPut>(change.changed[0]));
  EXPECT_EQ(std::get<core::ObjectRemoved>(change.changed[1]),
            (core::ObjectRemoved{"terminal", "ph-t01"}));
  EXPECT_EQ(change.closed.version, 2u);
  EXPECT_NE(change.closed.digest, first_digest);
  apply(change);
  apply(change_to(sample::facility()));
  EXPECT_EQ(configuration_.digest(), first_digest);
}

TEST_F(ConfigurationChangeTest, an_object_no_entry_can_hold_is_declined_by_its_name_in_the_file) {
  core::Facility facility = sample::facility();
  for (int i = 0; i < 400; ++i) {
    facility.persons[0].accounts.push_back(core::AccountId("account-" + std::to_string(i)));
  }
  const auto planned = plan(facility);
  const auto* declined = std::get_if<ports::Declined>(&planned);
  ASSERT_NE(declined, nullptr);
  EXPECT_NE(declined->why.find("person \"p-1042\""), std::string::npos) << declined->why;
}

TEST_F(ConfigurationChangeTest,
       what_an_interrupted_change_left_staged_does_not_slip_into_the_next) {
  apply(change_to(sample::facility()));
  core::Facility interrupted = sample::facility();
  interrupted.zones[0].max_presence = std::chrono::hours(1);
  for (const core::Fact& fact : change_to(interrupted).changed) configuration_.fold(fact);

  const auto change = change_to(sample::facility());
  EXPECT_EQ(change.changed.size(), 1u);
  apply(change);
  EXPECT_EQ(facility_of(configuration_.in_force()).zones[0].max_presence, std::chrono::hours(14));
  EXPECT_EQ(configuration_.digest(), digest_of(configuration_.in_force()));
}

TEST_F(ConfigurationChangeTest, I4_applying_the_file_again_does_not_bring_a_lost_card_back) {
  apply(change_to(sample::facility()));
  const auto card = facility_of(configuration_.in_force()).credentials[0].id;
  configuration_.fold(core::CredentialChanged{card, core::CredentialState::lost, std::nullopt});
  EXPECT_TRUE(change_to(sample::facility()).changed.empty());
  for (const core::Credential& credential : configuration_.facility().credentials) {
    EXPECT_EQ(credential.state,
              credential.id == card ? core::CredentialState::lost : core::CredentialState::active);
  }
}

}  // namespace
}  // namespace zonefactor::engine
