// What stands in the journal for text that has no handle: unknown cards and accounts, sessions,
// request ids.
//
// The same text gives the same digest, so that an unknown card is recognised when it comes again;
// without the facility's key nobody can try texts against it (rule V2).
#pragma once

#include <string>
#include <string_view>

#include "service/ports/store.h"

namespace zonefactor::engine {

class KeyedDigest {
 public:
  explicit KeyedDigest(const ports::Digest& facility_key) : key_(facility_key) {}

  // 32 hex digits.
  std::string tag(std::string_view kind, std::string_view text) const;
  // "u:" and the tag: no identifier of a facility file can look like it.
  std::string unknown(std::string_view kind, std::string_view text) const;

 private:
  ports::Digest key_;
};

}  // namespace zonefactor::engine
