// zonefactor-verify: what an auditor checks a log with, offline, on a machine of their own.
//
// Promise: it reads the files it is given and nothing else: no network, no database, no
// configuration, no environment. It ends 0 only if everything it was asked is true.
#include <fmt/format.h>
#include <openssl/crypto.h>

#include <cstdio>
#include <exception>

#include "service/verify/command.h"
#include "service/verify/derived_files.h"
#include "service/verify/words.h"

namespace zonefactor::verify {

namespace {

std::string_view name_of(ExitCode exit) {
  switch (exit) {
    case kVerified:
      return "verified";
    case kFailed:
      return "failed";
    case kMalformed:
      return "malformed";
    case kUntrusted:
      return "untrusted";
  }
  return {};
}

void print_json(const Chosen& chosen, ExitCode exit, journal::JsonObject members) {
  members.emplace("command", chosen.command);
  members.emplace("result", name_of(exit));
  fmt::print("{}\n", journal::canonical(members));
}

void print(const Chosen& chosen, const Report& report) {
  if (chosen.json) return print_json(chosen, kVerified, report.members);
  fmt::print("verified\n");
  for (const auto& [label, text] : report.lines) fmt::print("{:<12} {}\n", label, shown(text));
}

void print_as_json(const Chosen& chosen, const Failure& failure) {
  journal::JsonObject members{{"file", shown(failure.file)},
                              {"remedy", shown(failure.remedy)},
                              {"what", shown(failure.what)}};
  if (failure.index) members.emplace("index", number(*failure.index));
  if (!failure.recorded.empty()) members.emplace("recorded", shown(failure.recorded));
  if (!failure.derived.empty()) members.emplace("derived", shown(failure.derived));
  print_json(chosen, failure.exit, std::move(members));
}

void print(const Chosen& chosen, const Failure& failure) {
  if (chosen.json) return print_as_json(chosen, failure);
  fmt::print(stderr, "{}: {}: {}; {}\n", name_of(failure.exit), shown(failure.file),
             shown(failure.what), shown(failure.remedy));
  if (!failure.recorded.empty()) fmt::print(stderr, "recorded: {}\n", shown(failure.recorded));
  if (!failure.derived.empty()) fmt::print(stderr, "derived:  {}\n", shown(failure.derived));
}

int run(const Chosen& chosen) {
  try {
    print(chosen, chosen.verify());
    return std::fflush(stdout) == 0 ? kVerified : kMalformed;
  } catch (const Failure& failure) {
    print(chosen, failure);
    return failure.exit;
  }
}

// Without this, libcrypto's configuration would be read when the first hash is made, and it may
// replace what hashes and verifies.
bool forgo_crypto_configuration() {
  return OPENSSL_init_crypto(OPENSSL_INIT_NO_LOAD_CONFIG, nullptr) == 1;
}

void add_commands(CLI::App& app, Chosen& chosen) {
  add_checkpoint(app, chosen);
  add_proof(app, chosen);
  add_consistency(app, chosen);
  add_log(app, chosen);
  add_pack(app, chosen);
}

}  // namespace

}  // namespace zonefactor::verify

int main(int argc, char** argv) {
  using namespace zonefactor::verify;
  CLI::App app{"Check the evidence of a ZoneFactor log offline, trusting nobody but your policy"};
  app.name("zonefactor-verify");
  app.require_subcommand(1);
  app.set_version_flag("--version",
                       "zonefactor-verify " + std::string(zonefactor::evidence::program_version()));
  app.footer(
      "zonefactor-verify COMMAND --help shows a command's options with examples.\n"
      "Exit code: 0 verified; 1 verification failed; 2 malformed input or wrong use; 3 the policy "
      "does not trust it (unknown log, missing signature or quorum).");
  Chosen chosen;
  add_commands(app, chosen);
  if (!forgo_crypto_configuration()) return kMalformed;
  try {
    app.parse(argc, argv);
    return run(chosen);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? kVerified : kMalformed;
  } catch (const std::exception& error) {
    fmt::print(stderr, "zonefactor-verify: {}\n", error.what());
    return kMalformed;
  }
}
