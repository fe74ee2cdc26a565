// Plays a script and records its log as the service would: names bound, people under handles, every
// input stamped, every decision and consequence an entry of its own, in the order of
// service/engine/record.cc.
//
// Promise: the same script under the same rules gives the same bytes. Handles come of counted
// digests of the script's name, the facility's key is the same for all.
#pragma once

#include "tests/edition/golden_journal.h"
#include "tests/edition/script.h"

namespace zonefactor::edition {

// The configuration is in force ten days before the first line. A controller without a heartbeat in
// the script owes none for a thousand days, so that the log needs no word beside it. Names are
// bound in the logs of histories only: bindings turn no rule, and are long. What is refused at the
// command line (no such zone, a time that goes back) is not recorded. A script that cannot be
// played throws.
RecordedLog record(const Script& script);

}  // namespace zonefactor::edition
