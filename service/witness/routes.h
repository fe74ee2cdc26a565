// The witness on HTTP: POST /add-checkpoint, GET /<sha256 of the origin>/checkpoint, nothing else.
#pragma once

#include "adapters/http/message.h"
#include "service/witness/log_lines.h"
#include "service/witness/witness.h"

namespace zonefactor::witness {

// Both outlive the handler.
http::Handler routes(Witness& witness, LogLines& log);

}  // namespace zonefactor::witness
