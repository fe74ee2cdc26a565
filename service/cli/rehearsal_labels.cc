// The texts for reasons are those of the terminals' answers: written once, in adapters/http.
#include "service/cli/rehearsal_labels.h"

#include "adapters/http/reason_text.h"

namespace zonefactor::cli {

core::LocalText short_text(core::Reason reason) {
  const http::ReasonText& text = http::text_for(reason);
  return {std::string(text.ja.substr(0, text.ja.find("。"))),
          std::string(text.en.substr(0, text.en.find(". ")))};
}

core::LocalText zone_name(const std::string& id, const core::Site& site) {
  if (id.empty())
    return {"区画なし（未登録か、区画に属さない端末）",
            "no zone (terminal unknown or without one)"};
  const core::ZonePlan* zone = site.zone(core::ZoneId(id));
  return zone == nullptr ? core::LocalText{id, id} : zone->zone.name;
}

std::uint64_t per_mille(std::uint64_t part, std::uint64_t whole) {
  return whole == 0 ? 0 : (part * 1000 + whole / 2) / whole;
}

}  // namespace zonefactor::cli
