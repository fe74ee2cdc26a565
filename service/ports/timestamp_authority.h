// An authority that says when bytes were there (RFC 3161).
#pragma once

#include <string>
#include <variant>

namespace zonefactor::ports {

class TimestampAuthority {
 public:
  struct Failed {
    std::string why;  // for an operator
  };

  virtual ~TimestampAuthority() = default;
  virtual const std::string& name() const = 0;
  // The token (DER) over these bytes. Blocks, for seconds at most.
  virtual std::variant<std::string, Failed> stamp(const std::string& bytes) = 0;
};

}  // namespace zonefactor::ports
