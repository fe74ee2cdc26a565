// zonefactor: one verb per task of an operator, integrator or auditor.
#include <exception>
#include <stdexcept>

#include <fmt/format.h>

#include "service/cli/command.h"
#include "service/cli/served_log.h"

int main(int argc, char** argv) {
  int exit_code = zonefactor::cli::kOk;
  CLI::App app{"ZoneFactor: when a room entry and a login together count as two-factor"};
  app.name("zonefactor");
  app.require_subcommand(1);
  app.footer("zonefactor VERB --help shows a verb's options with examples.");
  try {
    zonefactor::cli::add_check(app, exit_code);
    zonefactor::cli::add_rehearse(app, exit_code);
    zonefactor::cli::add_apply(app, exit_code);
    zonefactor::cli::add_import(app, exit_code);
    zonefactor::cli::add_evaluate(app, exit_code);
    zonefactor::cli::add_status(app, exit_code);
    zonefactor::cli::add_audit(app, exit_code);
    zonefactor::cli::add_erase(app, exit_code);
    zonefactor::cli::add_key(app, exit_code);
    zonefactor::cli::add_migrate(app, exit_code);
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? zonefactor::cli::kOk : zonefactor::cli::kWrongUse;
  } catch (const std::invalid_argument& error) {
    fmt::print(stderr, "zonefactor: {}\n", error.what());
    return zonefactor::cli::kWrongUse;
  } catch (const zonefactor::cli::LogFault& fault) {
    fmt::print(stderr, "{}\n", fault.what());
    return zonefactor::cli::kNegative;
  } catch (const std::exception& error) {
    fmt::print(stderr, "zonefactor: {}\n", error.what());
    return zonefactor::cli::kUnreachable;
  }
  return exit_code;
}
