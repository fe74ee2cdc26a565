#include "service/cli/qualification_report.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

#include "service/cli/qualification_text.h"
#include "service/journal/canonical_json.h"

namespace zonefactor::cli {

namespace {

using core::LocalText;
using core::Remark;
using journal::Json;
using journal::JsonArray;
using journal::JsonObject;

void write_remark(const Remark& remark, const core::ZonePlan* zone, std::string& out) {
  const LocalText severity = text_of(remark.severity);
  const RemarkText text = text_of(remark, zone);
  fmt::format_to(std::back_inserter(out),
                 "    {} / {}: {}\n"
                 "        {}\n        → {}\n"
                 "        {}\n        → {}\n",
                 severity.ja, severity.en, name_of(remark.code), text.what.ja, text.remedy.ja,
                 text.what.en, text.remedy.en);
}

void write_zone(const core::ZoneQualification& zone, const core::ZonePlan* plan, std::string& out) {
  const LocalText verdict = text_of(zone.verdict);
  const LocalText& name = plan->zone.name;
  fmt::format_to(std::back_inserter(out), "{}  {} / {}  {} ({})\n", zone.zone.text, verdict.ja,
                 verdict.en, name.ja, name.en);
  for (const Remark& remark : zone.remarks) write_remark(remark, plan, out);
}

struct Counts {
  std::size_t zones = 0;
  std::size_t qualify = 0;
  std::size_t do_not = 0;
  std::size_t no_terminals = 0;
  std::size_t spoils = 0;
  std::size_t weakens = 0;
};

void count(const std::vector<Remark>& remarks, Counts& counts) {
  for (const Remark& remark : remarks) {
    ++(remark.severity == core::Severity::spoils ? counts.spoils : counts.weakens);
  }
}

Counts counts_of(const core::Qualification& qualification) {
  Counts counts;
  counts.zones = qualification.zones.size();
  for (const core::ZoneQualification& zone : qualification.zones) {
    switch (zone.verdict) {
      case core::Verdict::qualifies:
        ++counts.qualify;
        break;
      case core::Verdict::does_not_qualify:
        ++counts.do_not;
        break;
      case core::Verdict::no_terminals:
        ++counts.no_terminals;
        break;
    }
    count(zone.remarks, counts);
  }
  count(qualification.elsewhere, counts);
  return counts;
}

Json local(const LocalText& text) {
  return JsonObject{{"en", text.en}, {"ja", text.ja}};
}

template <class Name>
void put_name(JsonObject& object, const char* member, const std::optional<Name>& name) {
  if (name) object.emplace(member, name->text);
}

Json json_of(const Remark& remark, const core::ZonePlan* zone) {
  const RemarkText text = text_of(remark, zone);
  JsonObject object{{"code", name_of(remark.code)},
                    {"remedy", local(text.remedy)},
                    {"severity", name_of(remark.severity)},
                    {"what", local(text.what)}};
  put_name(object, "access_point", remark.access_point);
  put_name(object, "controller", remark.controller);
  put_name(object, "door", remark.door);
  put_name(object, "outer", remark.outer);
  put_name(object, "terminal", remark.terminal);
  return object;
}

JsonArray json_of(const std::vector<Remark>& remarks, const core::ZonePlan* zone) {
  JsonArray list;
  for (const Remark& remark : remarks) list.push_back(json_of(remark, zone));
  return list;
}

}  // namespace

std::string report_as_text(const core::Site& site, const core::Qualification& qualification) {
  std::string out;
  for (const core::ZoneQualification& zone : qualification.zones) {
    write_zone(zone, site.zone(zone.zone), out);
  }
  if (!qualification.elsewhere.empty()) {
    out += "どの区画にも置かれていない端末 / terminals in no zone\n";
    for (const Remark& remark : qualification.elsewhere) write_remark(remark, nullptr, out);
  }
  const Counts counts = counts_of(qualification);
  fmt::format_to(std::back_inserter(out),
                 "全 {} 区画：適格 {}、不適格 {}、端末なし {}。不適格の原因 {} 件、弱点 {} 件。 / "
                 "Zones {}: qualifies {}, does not qualify {}, no terminals {}; spoils {}, weakens "
                 "{}.\n",
                 counts.zones, counts.qualify, counts.do_not, counts.no_terminals, counts.spoils,
                 counts.weakens, counts.zones, counts.qualify, counts.do_not, counts.no_terminals,
                 counts.spoils, counts.weakens);
  return out;
}

std::string report_as_json(const core::Site& site, const core::Qualification& qualification,
                           core::Instant instant) {
  JsonArray zones;
  for (const core::ZoneQualification& zone : qualification.zones) {
    const core::ZonePlan* plan = site.zone(zone.zone);
    zones.push_back(JsonObject{{"name", local(plan->zone.name)},
                               {"qualifies", zone.verdict != core::Verdict::does_not_qualify},
                               {"remarks", json_of(zone.remarks, plan)},
                               {"verdict", name_of(zone.verdict)},
                               {"zone", zone.zone.text}});
  }
  const core::FacilityHead& head = site.head();
  return journal::canonical(JsonObject{{"facility", head.id},
                                       {"on", core::format_date(head.time_zone.date_at(instant))},
                                       {"profile", name_of(head.profile)},
                                       {"remarks", json_of(qualification.elsewhere, nullptr)},
                                       {"zones", zones}}) +
         "\n";
}

}  // namespace zonefactor::cli
