// zonefactor check: is the facility file sound, and can each zone ever give an equivalent login?
#include <fmt/format.h>

#include <filesystem>
#include <memory>

#include "service/cli/command.h"
#include "service/cli/facility_file.h"
#include "service/core/site.h"
#include "service/journal/canonical_json.h"

namespace zonefactor::cli {

namespace {

struct Arguments {
  std::filesystem::path facility;
  bool json = false;
};

// What spoils a zone, for a reader of either language, and what would mend it.
struct Remark {
  std::string code;
  core::LocalText what;
  core::LocalText remedy;
};

Remark remark_on(const core::BoundaryFault& fault) {
  const std::string door = fault.door.text;
  const std::string point = fault.access_point ? fault.access_point->text : std::string{};
  Remark remark;
  remark.code = name_of(fault.kind);
  switch (fault.kind) {
    case core::BoundaryFaultKind::no_reader:
      remark.what = {fmt::format("扉 {} には入室側の読取機がありません", door),
                     fmt::format("door {} has no reader on the way in", door)};
      remark.remedy = {
          "読取機を設けるか、内側からしか開かない扉なら entry = \"none\" としてください",
          "add a reader, or mark a door that opens only from inside with entry = \"none\""};
      break;
    case core::BoundaryFaultKind::reader_identifies_nobody:
      remark.what = {
          fmt::format("扉 {} の読取機 {} は、個人を識別しない方法だけでも開きます", door, point),
          fmt::format("reader {} of door {} also opens by a method that identifies nobody", point,
                      door)};
      remark.remedy = {"共用の暗証番号や鍵だけで開く組合せを methods から外してください",
                       "remove from `methods` every combination of only a shared code or key"};
      break;
    case core::BoundaryFaultKind::key_without_contact:
      remark.what = {fmt::format("扉 {} は鍵で開き、開閉を知らせる接点がありません", door),
                     fmt::format("door {} opens by key and has no contact to tell", door)};
      remark.remedy = {"開閉接点を付けるか、鍵シリンダーを撤去してください",
                       "fit a door contact or remove the key cylinder"};
      break;
  }
  return remark;
}

std::vector<Remark> remarks_on(const core::ZonePlan& zone) {
  std::vector<Remark> remarks;
  if (!zone.zone.basis) {
    remarks.push_back({"zone_basis_missing",
                       {"立入を制限する法的根拠が登録されていません", "no legal basis is recorded"},
                       {"basis を記入してください", "add `basis`"}});
  } else if (!zone.basis_counts) {
    remarks.push_back({"zone_basis_missing",
                       {"profile = \"strict\" では院内規程は根拠になりません",
                        "an internal rule is no basis under profile \"strict\""},
                       {"法令による根拠を記入するか、profile = \"guideline\" としてください",
                        "name a basis in law, or use profile \"guideline\""}});
  }
  for (const core::BoundaryFault& fault : zone.boundary_faults) remarks.push_back(remark_on(fault));
  return remarks;
}

void print_text(const core::ZonePlan& zone, const std::vector<Remark>& remarks) {
  if (remarks.empty()) {
    fmt::print("{}  適格 / qualifies  {} ({})\n", zone.zone.id.text, zone.zone.name.ja,
               zone.zone.name.en);
    return;
  }
  fmt::print("{}  不適格 / does not qualify  {} ({})\n", zone.zone.id.text, zone.zone.name.ja,
             zone.zone.name.en);
  for (const Remark& remark : remarks) {
    fmt::print("    {}: {}。{}。\n", remark.code, remark.what.ja, remark.remedy.ja);
    fmt::print("    {}: {}; {}.\n", remark.code, remark.what.en, remark.remedy.en);
  }
}

journal::Json local(const core::LocalText& text) {
  return journal::JsonObject{{"en", text.en}, {"ja", text.ja}};
}

journal::Json to_json(const core::ZonePlan& zone, const std::vector<Remark>& remarks) {
  journal::JsonArray list;
  for (const Remark& remark : remarks) {
    list.push_back(journal::JsonObject{
        {"code", remark.code}, {"remedy", local(remark.remedy)}, {"what", local(remark.what)}});
  }
  return journal::JsonObject{
      {"qualifies", remarks.empty()}, {"remarks", list}, {"zone", zone.zone.id.text}};
}

int check(const Arguments& arguments) {
  const std::optional<core::Facility> facility = load_facility(arguments.facility);
  if (!facility) return kWrongUse;
  core::Ordinals ordinals;
  const core::Site site(core::stage(*facility, {}), ordinals, {}, 1, {});
  bool all_qualify = true;
  journal::JsonArray zones;
  for (const core::ZonePlan& zone : site.zones()) {
    const std::vector<Remark> remarks = remarks_on(zone);
    all_qualify = all_qualify && remarks.empty();
    if (arguments.json) {
      zones.push_back(to_json(zone, remarks));
    } else {
      print_text(zone, remarks);
    }
  }
  if (arguments.json) {
    fmt::print("{}\n", journal::canonical(
                           journal::JsonObject{{"facility", facility->head.id}, {"zones", zones}}));
  }
  return all_qualify ? kOk : kNegative;
}

}  // namespace

void add_check(CLI::App& app, int& exit_code) {
  const auto arguments = std::make_shared<Arguments>();
  CLI::App* verb = app.add_subcommand(
      "check", "Validate a facility file and say for each zone whether its boundary qualifies");
  verb->add_option("facility", arguments->facility, "Facility file (TOML)")->required();
  verb->add_flag("--json", arguments->json, "Print one JSON object");
  verb->footer(
      "Example:\n  zonefactor check deploy/sample/facility.toml\n"
      "Exit code: 0 every zone qualifies, 1 some zone does not, 2 the file has faults (each is "
      "printed).");
  verb->callback([arguments, &exit_code] { exit_code = check(*arguments); });
}

}  // namespace zonefactor::cli
