// What every command of `zonefactor-verify` shares: how it is added, and how main runs it.
#pragma once

#include <CLI/CLI.hpp>
#include <functional>
#include <string>

#include "service/verify/outcome.h"

namespace zonefactor::verify {

// The command that the arguments name. `verify` throws a Failure.
struct Chosen {
  std::string command;
  bool json = false;
  std::function<Report()> verify;
};

// Each command adds itself to `app` and, once its arguments are read, becomes what is chosen.
void add_checkpoint(CLI::App& app, Chosen& chosen);
void add_consistency(CLI::App& app, Chosen& chosen);
void add_log(CLI::App& app, Chosen& chosen);
void add_pack(CLI::App& app, Chosen& chosen);
void add_proof(CLI::App& app, Chosen& chosen);

inline constexpr const char* kPolicyHelp =
    "Whom you trust: the logs' keys, the witnesses and how many of them a checkpoint needs (C2SP "
    "tlog-policy). Get it by another way than the evidence";

}  // namespace zonefactor::verify
