// One canonical JSON object, written member by member in the order of their names.
#include "service/cli/rehearsal_labels.h"
#include "service/cli/rehearsal_summary.h"
#include "service/core/site.h"
#include "service/journal/canonical_writer.h"

namespace zonefactor::cli {

namespace {

// Members of the object in hand; a list or an object within is written by a function of its own.
class Members {
 public:
  explicit Members(journal::CanonicalWriter& json) : json_(json) {}

  void number(std::string_view key, std::uint64_t value) {
    json_.any_key(key);
    json_.integer(static_cast<std::int64_t>(value));
  }
  void text(std::string_view key, std::string_view value) {
    json_.key(key);
    json_.text(value);
  }
  void text_or_null(std::string_view key, const std::optional<std::string>& value) {
    json_.key(key);
    if (value) {
      json_.text(*value);
    } else {
      json_.null();
    }
  }
  template <class Write>
  void object(std::string_view key, Write write) {
    json_.key(key);
    element(write);
  }
  template <class Write>
  void list(std::string_view key, Write write) {
    json_.key(key);
    json_.begin_array();
    write();
    json_.end_array();
  }
  // An object that is an element of a list.
  template <class Write>
  void element(Write write) {
    json_.begin_object();
    write();
    json_.end_object();
  }
  void local(std::string_view key, const core::LocalText& words) {
    object(key, [&] {
      text("en", words.en);
      text("ja", words.ja);
    });
  }
  // Counts by name, in ascending order of the names.
  template <class E>
  void words(std::string_view key, const CountsOf<E>& counts, bool also_zero) {
    std::map<std::string_view, std::uint64_t> by_name;
    for (std::size_t i = 0; i < counts.size(); ++i) {
      if (counts[i] != 0 || also_zero) by_name[name_of(static_cast<E>(i))] = counts[i];
    }
    object(key, [&] {
      for (const auto& [name, count] : by_name) number(name, count);
    });
  }
  void turns(const std::map<std::string, std::uint64_t>& by) {
    object("by", [&] {
      for (const auto& [turn, count] : by) number(turn, count);
    });
  }

 private:
  journal::CanonicalWriter& json_;
};

std::optional<std::string> first_at(const Rehearsal& rehearsal) {
  const auto span = rehearsal.span();
  if (!span) return std::nullopt;
  return core::format_rfc3339(span->first, rehearsal.site().head().time_zone);
}

std::optional<std::string> last_at(const Rehearsal& rehearsal) {
  const auto span = rehearsal.span();
  if (!span) return std::nullopt;
  return core::format_rfc3339(span->second, rehearsal.site().head().time_zone);
}

std::optional<std::string> zone_id(const std::string& id) {
  if (id.empty()) return std::nullopt;
  return id;
}

void write_reasons(Members& members, const ZoneCounts& zone) {
  members.list("reasons", [&] {
    for (std::size_t i = 0; i < zone.reasons.size(); ++i) {
      if (zone.reasons[i] == 0) continue;
      const auto reason = static_cast<core::Reason>(i);
      members.element([&] {
        members.number("count", zone.reasons[i]);
        members.number("per_mille", per_mille(zone.reasons[i], zone.decisions));
        members.text("reason", name_of(reason));
        members.local("text", short_text(reason));
      });
    }
  });
}

void write_hours(Members& members, const ZoneCounts& zone) {
  members.list("hours", [&] {
    for (std::size_t hour = 0; hour < kHours; ++hour) {
      if (total_of(zone.hours[hour]) == 0) continue;
      members.element([&] {
        members.words<core::Class>("classes", zone.hours[hour], true);
        members.number("decisions", total_of(zone.hours[hour]));
        members.number("hour", hour);
      });
    }
  });
}

void write_zones(Members& members, const RehearsalCounts& counts, const core::Site& site) {
  members.list("zones", [&] {
    for (const auto& [id, zone] : counts.zones) {
      members.element([&, &id = id, &zone = zone] {
        members.words<core::Class>("classes", zone.classes, true);
        members.number("decisions", zone.decisions);
        write_hours(members, zone);
        members.local("name", zone_name(id, site));
        members.words<core::Outcome>("outcomes", zone.outcomes, true);
        write_reasons(members, zone);
        members.text_or_null("zone", zone_id(id));
      });
    }
  });
}

void write_verdicts(Members& members, const RehearsalCounts& counts) {
  members.list("readjudicated", [&] {
    each_verdict(counts, [&](std::string_view from, std::string_view to, std::uint64_t count) {
      members.element([&] {
        members.number("count", count);
        members.text("from", from);
        members.text("to", to);
      });
    });
  });
}

void write_refusals(Members& members, const RehearsalCounts& counts) {
  members.list("refused", [&] {
    for (const auto& [why, count] : counts.refusals) {
      members.element([&, &why = why, &count = count] {
        members.number("count", count);
        members.text("why", why);
      });
    }
  });
}

void write_changed_hours(Members& members, const ZoneChanges& zone) {
  members.list("hours", [&] {
    for (std::size_t hour = 0; hour < kHours; ++hour) {
      if (zone.hours[hour] == 0) continue;
      members.element([&] {
        members.number("changed", zone.hours[hour]);
        members.number("hour", hour);
      });
    }
  });
}

void write_changed_zones(Members& members, const RehearsalComparison& comparison,
                         const core::Site& site) {
  members.list("zones", [&] {
    for (const auto& [id, zone] : comparison.zones()) {
      members.element([&, &id = id, &zone = zone] {
        members.turns(zone.by);
        members.number("changed", zone.changed);
        members.number("decisions", zone.decisions);
        write_changed_hours(members, zone);
        members.local("name", zone_name(id, site));
        members.words<core::Reason>("reasons_come", zone.gained, false);
        members.words<core::Reason>("reasons_go", zone.lost, false);
        members.text_or_null("zone", zone_id(id));
      });
    }
  });
}

// `{"name": {…}}` and a line break.
template <class Write>
std::string object_line(std::string_view name, Write write) {
  std::string out;
  journal::CanonicalWriter json(out);
  Members members(json);
  members.element([&] { members.object(name, [&] { write(members); }); });
  json.finish();
  return out + "\n";
}

}  // namespace

std::string summary_json(const RehearsalCounts& counts, std::uint64_t lines,
                         const Rehearsal& rehearsal) {
  const core::Site& site = rehearsal.site();
  return object_line("summary", [&](Members& members) {
    members.number("decisions", counts.decisions);
    members.text("facility", site.head().id);
    members.words<core::FindingKind>("findings", counts.findings, false);
    members.text_or_null("from", first_at(rehearsal));
    members.number("lines", lines);
    write_verdicts(members, counts);
    write_refusals(members, counts);
    members.number("refused_lines", counts.refused_lines);
    members.words<core::SignalKind>("signals", counts.signals, false);
    members.text_or_null("to", last_at(rehearsal));
    write_zones(members, counts, site);
  });
}

std::string comparison_json(const RehearsalComparison& comparison, const Rehearsal& rehearsal) {
  const core::Site& site = rehearsal.site();
  return object_line("compared", [&](Members& members) {
    members.turns(comparison.by());
    members.number("changed", comparison.changed());
    members.number("decisions", comparison.decisions());
    members.text("facility", site.head().id);
    members.text_or_null("from", first_at(rehearsal));
    members.text_or_null("to", last_at(rehearsal));
    write_changed_zones(members, comparison, site);
  });
}

}  // namespace zonefactor::cli
