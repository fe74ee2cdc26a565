// The verbs of `zonefactor audit`, each in a file of its own.
#pragma once

#include <CLI/CLI.hpp>

namespace zonefactor::cli {

inline constexpr const char* kAuditorKey = "ZF_KEY_AUDITOR";

// Each adds itself to `audit` and stores its exit code when it has run.
void add_audit_export(CLI::App& audit, int& exit_code);
void add_audit_fsck(CLI::App& audit, int& exit_code);
void add_audit_key(CLI::App& audit, int& exit_code);
void add_audit_list(CLI::App& audit, int& exit_code);
void add_audit_proof(CLI::App& audit, int& exit_code);
void add_audit_replay(CLI::App& audit, int& exit_code);
void add_audit_sample(CLI::App& audit, int& exit_code);
void add_audit_show(CLI::App& audit, int& exit_code);

}  // namespace zonefactor::cli
