// zonefactor audit proof: an entry and its proof as two files that stand for themselves.
#include <fmt/format.h>

#include <fstream>
#include <memory>

#include "service/cli/audit_service.h"
#include "service/cli/audit_verbs.h"
#include "service/cli/command.h"

namespace zonefactor::cli {

namespace {

struct Arguments {
  LogAccess access;
  std::string entry;
  std::string out;
};

void write(const std::string& path, const std::string& bytes) {
  std::ofstream out(path, std::ios::binary | std::ios::trunc);
  out << bytes;
  out.close();
  if (!out) throw std::invalid_argument(path + " cannot be written");
}

int prove(const Arguments& arguments) {
  const core::EntryRef ref = entry_of(arguments.entry);
  Client client(arguments.access.connection, kAuditorKey);
  const LogStanding standing = log_standing(client, arguments.access.keys);
  const ServedLog log(fetch_from(client, standing.facility), standing.facility, ref.year,
                      standing.keys);
  const auto checkpoint = log.checkpoint();
  if (!checkpoint)
    throw LogFault("the service has no log " + log.origin() +
                   ", or has published nothing of it yet: wait a second");
  const std::string entry = log.entry(ref.index, *checkpoint);
  const journal::LogProof proof = log.proof(ref.index, entry);
  write(arguments.out + ".entry", entry);
  write(arguments.out + ".tlog-proof", proof.text());
  fmt::print("{0}/{1} is entry {1} of the {2} in {3}: checked against the log's key\n",
             log.origin(), ref.index, log.checkpoint_in(proof.checkpoint).size, log.origin());
  fmt::print(
      "{0}.entry and {0}.tlog-proof are written. Whoever has a policy file with the log's "
      "key checks them by\n"
      "  zonefactor-verify proof {0}.tlog-proof --entry {0}.entry --policy auditor.policy\n",
      arguments.out);
  if (arguments.access.keys.empty())
    fmt::print(
        "The key came from the service itself: compare it with the one you have from "
        "elsewhere.\n  log {}\n",
        log.keys().front().text());
  return kOk;
}

}  // namespace

void add_audit_proof(CLI::App& audit, int& exit_code) {
  const auto a = std::make_shared<Arguments>();
  CLI::App* verb = audit.add_subcommand(
      "proof", "An entry and the proof that the log holds it, as files (C2SP tlog-proof)");
  add_log_access(*verb, a->access);
  verb->add_option("entry", a->entry, "As the answers name it: chuo/2026/17")->required();
  verb->add_option("--out", a->out, "Writes NAME.tlog-proof and NAME.entry")->required();
  verb->footer(
      "Example:\n  . var/quickstart.env && zonefactor audit proof chuo/2026/17 --out login\n"
      "Exit code: 0 proven and written, 1 not proven, 2 wrong use, 3 the service does not answer.");
  verb->callback([a, &exit_code] { exit_code = prove(*a); });
}

}  // namespace zonefactor::cli
