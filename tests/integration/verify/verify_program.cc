#include "tests/integration/verify/verify_program.h"

#include "service/journal/base64.h"
#include "tests/support/temp_dir.h"
#include "tests/unit/http/schema_check.h"

namespace zonefactor::verify {

namespace fs = std::filesystem;

support::RunResult verify(std::vector<std::string> arguments) {
  arguments.insert(arguments.begin(), ZF_PROGRAMS "/zonefactor-verify");
  return support::run(arguments);
}

void expect_run(const std::vector<std::string>& arguments, int exit, const std::string& said) {
  const support::RunResult run = verify(arguments);
  EXPECT_EQ(run.status, exit) << run.output;
  EXPECT_NE(run.output.find(said), std::string::npos) << said << "\nis not in\n" << run.output;
  std::vector<std::string> with_json = arguments;
  with_json.emplace_back("--json");
  const support::RunResult json = verify(with_json);
  EXPECT_EQ(json.status, exit) << json.output;
  EXPECT_EQ(http::schema_fault("verify-output", json.output), "") << json.output;
}

std::string lines_of(const journal::Hashes& proof) {
  std::string text;
  for (const journal::Digest& hash : proof) text += journal::base64(hash) + "\n";
  return text;
}

Altered::Altered(fs::path path, const std::string& bytes)
    : path_(std::move(path)), there_(fs::exists(path_)) {
  if (there_) before_ = support::read_file(path_);
  fs::create_directories(path_.parent_path());
  support::write_file(path_, bytes);
}

Altered::~Altered() {
  if (there_) {
    support::write_file(path_, before_);
  } else {
    fs::remove(path_);
  }
}

Removed::Removed(fs::path path) : path_(std::move(path)), before_(support::read_file(path_)) {
  fs::remove(path_);
}

Removed::~Removed() {
  support::write_file(path_, before_);
}

std::string flipped(std::string bytes, std::size_t at) {
  bytes.at(at) = static_cast<char>(bytes.at(at) ^ 1);
  return bytes;
}

std::string replaced(std::string text, const std::string& from, const std::string& to) {
  const auto place = text.find(from);
  EXPECT_NE(place, std::string::npos) << from;
  return place == std::string::npos ? text : text.replace(place, from.size(), to);
}

}  // namespace zonefactor::verify
