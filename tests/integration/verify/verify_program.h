// zonefactor-verify as an auditor runs it, and files to give to it.
#pragma once

#include <gtest/gtest.h>

#include <filesystem>
#include <string>
#include <vector>

#include "service/journal/merkle.h"
#include "tests/support/process.h"

namespace zonefactor::verify {

support::RunResult verify(std::vector<std::string> arguments);

// Runs it twice, for people and with --json, and expects the exit code of both, an output that the
// schema knows, and `said` in what people see.
void expect_run(const std::vector<std::string>& arguments, int exit, const std::string& said);

// The proof's hashes as --proof takes them.
std::string lines_of(const journal::Hashes& proof);

// Writes `bytes` to a file for as long as it lives, and puts back what stood there.
class Altered {
 public:
  Altered(std::filesystem::path path, const std::string& bytes);
  ~Altered();
  Altered(const Altered&) = delete;
  Altered& operator=(const Altered&) = delete;

 private:
  std::filesystem::path path_;
  std::string before_;
  bool there_ = false;
};

// Takes a file away for as long as it lives.
class Removed {
 public:
  explicit Removed(std::filesystem::path path);
  ~Removed();
  Removed(const Removed&) = delete;
  Removed& operator=(const Removed&) = delete;

 private:
  std::filesystem::path path_;
  std::string before_;
};

// The bytes with one bit of byte `at` turned.
std::string flipped(std::string bytes, std::size_t at);
std::string replaced(std::string text, const std::string& from, const std::string& to);

}  // namespace zonefactor::verify
