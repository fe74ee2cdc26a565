// What the HTTP API asks of other adapters, joined here because adapters do not know each other:
// decoding door events, reading facility files, planning imports.
#pragma once

#include "adapters/http/api.h"

namespace zonefactor::daemon {

// Fills the functions of `options` that read what callers send.
void join_readers(http::ApiOptions& options);

}  // namespace zonefactor::daemon
