// One witness of a log (C2SP tlog-witness): somebody else's machine that vouches for having seen a
// checkpoint, and that it goes on from all it saw before.
#pragma once

#include <cstdint>
#include <string>
#include <variant>
#include <vector>

#include "service/ports/store.h"

namespace zonefactor::ports {

class Witness {
 public:
  // Its good lines, each with its newline, as they go behind the checkpoint's own.
  struct Cosigned {
    std::string lines;
  };
  // It cosigned another size last: this one.
  struct Conflict {
    std::uint64_t size = 0;
  };
  // It holds that the checkpoint does not follow from what it cosigned last.
  struct Disputed {
    std::string why;  // as for Failed
  };
  struct Failed {
    std::string why;  // what it answered, or that it did not; for an operator
  };
  using Answer = std::variant<Cosigned, Conflict, Disputed, Failed>;

  // A signed note, as it came: anybody may have made it.
  struct Note {
    std::string bytes;
  };
  using Held = std::variant<Note, Failed>;

  virtual ~Witness() = default;
  virtual const std::string& name() const = 0;
  // Blocks, for seconds at most. `proof` leads from the `old_size` that it cosigned last to the
  // signed checkpoint `note`.
  virtual Answer cosign(std::uint64_t old_size, const std::vector<Digest>& proof,
                        const std::string& note) = 0;
  // The checkpoint of the log `origin` that it says it cosigned last. Blocks the same.
  virtual Held held(const std::string& origin) = 0;
};

}  // namespace zonefactor::ports
