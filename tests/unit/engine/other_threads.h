// Whether the test's other threads have work in hand.
#pragma once

#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

namespace zonefactor::engine {

// The letter of proc(5): behind the name, which is in parentheses and may hold any character.
inline char state_of_thread(const std::filesystem::path& thread) {
  std::ifstream file(thread / "stat");
  const std::string stat{std::istreambuf_iterator<char>(file), {}};
  const auto name_end = stat.rfind(')');
  if (name_end == std::string::npos || name_end + 2 >= stat.size()) return 'X';  // it has ended
  return stat[name_end + 2];
}

// Each of them waits: for work, for a lock, or for an answer from another process.
inline bool other_threads_wait() {
  const std::string own = std::to_string(::gettid());
  for (const auto& thread : std::filesystem::directory_iterator("/proc/self/task")) {
    if (thread.path().filename() == own) continue;
    const char state = state_of_thread(thread.path());
    if (state != 'S' && state != 'X' && state != 'Z') return false;
  }
  return true;
}

}  // namespace zonefactor::engine
