// An open file, and writing all of something to it.
#pragma once

#include <string_view>

namespace zonefactor::files {

// Closes what it holds; negative where opening failed, with errno from then.
class Descriptor {
 public:
  explicit Descriptor(int fd) : fd_(fd) {}
  ~Descriptor();
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  int get() const { return fd_; }

 private:
  int fd_;
};

// False with errno set where not all of it was written.
bool write_all(const Descriptor& file, std::string_view bytes);

}  // namespace zonefactor::files
