// zonefactor audit: reading the journal and holding it against itself. What a service is asked for
// is itself recorded (rule V1).
#include "service/cli/audit_verbs.h"
#include "service/cli/command.h"

namespace zonefactor::cli {

void add_audit(CLI::App& app, int& exit_code) {
  CLI::App* audit = app.add_subcommand(
      "audit", "Read the journal and check it; what the service is asked for is recorded");
  audit->require_subcommand(1);
  add_audit_list(*audit, exit_code);
  add_audit_show(*audit, exit_code);
  add_audit_proof(*audit, exit_code);
  add_audit_sample(*audit, exit_code);
  add_audit_replay(*audit, exit_code);
  add_audit_fsck(*audit, exit_code);
  add_audit_key(*audit, exit_code);
  add_audit_export(*audit, exit_code);
}

}  // namespace zonefactor::cli
