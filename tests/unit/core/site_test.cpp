// A compiled configuration: which side lies in which zone, what a passage enters, what disqualifies
// a boundary.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "service/core/site.h"

namespace zonefactor::core {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

struct Plan {
  Ordinals ordinals;
  Staging staging;

  void put(FacilityObject object) {
    const std::string key = staging_key(object);
    staging[key] = {std::move(object), EntryRef{2026, staging.size() + 1}};
  }
  void zone(const std::string& id, std::optional<ZoneId> within = std::nullopt) {
    Zone zone;
    zone.id = ZoneId(id);
    zone.within = std::move(within);
    put(zone);
  }
  Door& door(const std::string& id, Side a, Side b) {
    Door door;
    door.id = DoorId(id);
    door.controller = ControllerId("ctl");
    door.side_a = std::move(a);
    door.side_b = std::move(b);
    door.contact = true;
    put(door);
    return std::get<Door>(staging[staging_key("door", id)].object);
  }
  void reader(const std::string& id, const std::string& door, Side to,
              MethodCombinations methods = {Methods{Method::card}}) {
    AccessPoint point;
    point.id = AccessPointId(id);
    point.door = DoorId(door);
    point.to = std::move(to);
    point.methods = std::move(methods);
    put(point);
  }
  Site site() { return Site(staging, ordinals, EntryRef{2026, 100}, 1, "00"); }
};

Plan nested() {
  Plan plan;
  plan.put(Controller{ControllerId("ctl")});
  plan.zone("outer");
  plan.zone("inner", ZoneId("outer"));
  plan.door("front", std::nullopt, ZoneId("outer"));
  plan.door("middle", ZoneId("outer"), ZoneId("inner"));
  plan.reader("front-in", "front", ZoneId("outer"));
  plan.reader("middle-in", "middle", ZoneId("inner"));
  return plan;
}

TEST(Site, S9_an_inner_zone_lies_in_the_outer_and_nothing_contains_the_outside) {
  Plan plan = nested();
  const Site site = plan.site();
  const ZoneNo outer = site.zone(ZoneId("outer"))->no;
  const ZoneNo inner = site.zone(ZoneId("inner"))->no;
  EXPECT_TRUE(site.contains(outer, inner));
  EXPECT_TRUE(site.contains(inner, inner));
  EXPECT_FALSE(site.contains(inner, outer));
  EXPECT_FALSE(site.contains(outer, kOutside));
  EXPECT_THAT(site.enclosing(inner), ElementsAre(inner, outer));
}

TEST(Site, S3_a_passage_enters_what_contains_the_side_ahead_and_not_the_one_behind) {
  Plan plan = nested();
  const Site site = plan.site();
  const ZoneNo outer = site.zone(ZoneId("outer"))->no;
  const ZoneNo inner = site.zone(ZoneId("inner"))->no;
  EXPECT_THAT(site.entered(kOutside, inner), ElementsAre(inner, outer));
  EXPECT_THAT(site.entered(outer, inner), ElementsAre(inner));
  EXPECT_THAT(site.entered(inner, outer), IsEmpty());
}

TEST(Site, Z2_every_way_in_must_identify_a_person) {
  Plan plan = nested();
  EXPECT_THAT(plan.site().zone(ZoneId("outer"))->boundary_faults, IsEmpty());
  plan.door("hatch", std::nullopt, ZoneId("outer"));
  EXPECT_THAT(plan.site().zone(ZoneId("outer"))->boundary_faults,
              ElementsAre(BoundaryFault{BoundaryFaultKind::no_reader, DoorId("hatch"), {}}));
  EXPECT_THAT(plan.site().zone(ZoneId("inner"))->boundary_faults, IsEmpty());
}

TEST(Site, Z2_a_reader_that_also_takes_a_code_for_many_disqualifies) {
  Plan plan = nested();
  plan.reader("front-in", "front", ZoneId("outer"), {Methods{Method::card}, Methods{Method::code}});
  EXPECT_THAT(plan.site().zone(ZoneId("outer"))->boundary_faults,
              ElementsAre(BoundaryFault{BoundaryFaultKind::reader_identifies_nobody,
                                        DoorId("front"), AccessPointId("front-in")}));
}

TEST(Site, Z2_a_fire_exit_that_opens_only_from_inside_does_not_disqualify) {
  Plan plan = nested();
  plan.door("fire", std::nullopt, ZoneId("outer")).entry_none = true;
  EXPECT_THAT(plan.site().zone(ZoneId("outer"))->boundary_faults, IsEmpty());
}

TEST(Site, Z2_a_key_disqualifies_where_no_contact_would_tell) {
  Plan plan = nested();
  Door& front = std::get<Door>(plan.staging["door/front"].object);
  front.key = true;
  EXPECT_THAT(plan.site().zone(ZoneId("outer"))->boundary_faults, IsEmpty());
  front.contact = false;
  EXPECT_THAT(
      plan.site().zone(ZoneId("outer"))->boundary_faults,
      ElementsAre(BoundaryFault{BoundaryFaultKind::key_without_contact, DoorId("front"), {}}));
}

TEST(Site, I8_an_account_of_two_people_has_two_holders) {
  Plan plan = nested();
  plan.put(Person{PersonId("a"), PersonKind::staff, {AccountId("ward")}, {}});
  plan.put(Person{PersonId("b"), PersonKind::staff, {AccountId("ward")}, {}});
  const Site site = plan.site();
  EXPECT_EQ(site.holders(AccountId("ward")).size(), 2U);
  EXPECT_TRUE(site.holders(AccountId("nobody")).empty());
}

TEST(Site, zones_that_lie_in_each_other_do_not_hang_it) {
  Plan plan = nested();
  plan.zone("outer", ZoneId("inner"));
  EXPECT_EQ(plan.site().zones().size(), 2U);
}

TEST(Site, Z2_a_door_that_opens_only_from_inside_hides_no_reader_that_leads_in) {
  Plan plan = nested();
  Door& fire_exit = plan.door("fire-exit", std::nullopt, ZoneId("outer"));
  fire_exit.entry_none = true;
  const auto faults = [&] { return plan.site().zone(ZoneId("outer"))->boundary_faults; };
  EXPECT_THAT(faults(), IsEmpty());
  plan.reader("keypad", "fire-exit", ZoneId("outer"), {Methods{Method::code}});
  ASSERT_EQ(faults().size(), 1u);
  EXPECT_EQ(faults()[0].kind, BoundaryFaultKind::reader_identifies_nobody);
}

}  // namespace
}  // namespace zonefactor::core
