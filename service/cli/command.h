// What every verb of `zonefactor` shares: how it is added, and what its exit code means.
#pragma once

#include <CLI/CLI.hpp>

namespace zonefactor::cli {

// interfaces.md section 1.
enum ExitCode : int { kOk = 0, kNegative = 1, kWrongUse = 2, kUnreachable = 3 };

// Each verb adds itself to `app` and stores its exit code in `exit_code` when it has run.
void add_apply(CLI::App& app, int& exit_code);
void add_audit(CLI::App& app, int& exit_code);
void add_check(CLI::App& app, int& exit_code);
void add_erase(CLI::App& app, int& exit_code);
void add_evaluate(CLI::App& app, int& exit_code);
void add_import(CLI::App& app, int& exit_code);
void add_key(CLI::App& app, int& exit_code);
void add_migrate(CLI::App& app, int& exit_code);
void add_rehearse(CLI::App& app, int& exit_code);
void add_status(CLI::App& app, int& exit_code);

}  // namespace zonefactor::cli
