// A directory of a test's own.
#include "tests/support/temp_dir.h"

#include <pwd.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstdlib>
#include <fstream>
#include <sstream>
#include <stdexcept>

namespace zonefactor::support {

TempDir::TempDir(const std::string& owner) {
  std::string name = (std::filesystem::temp_directory_path() / "zonefactor-XXXXXX").string();
  if (::mkdtemp(name.data()) == nullptr) throw std::runtime_error("cannot make " + name);
  path_ = name;
  ::chmod(name.c_str(), 0755);
  if (owner.empty() || ::geteuid() != 0) return;
  const passwd* user = ::getpwnam(owner.c_str());
  if (user == nullptr || ::chown(name.c_str(), user->pw_uid, user->pw_gid) != 0)
    throw std::runtime_error("cannot give " + name + " to user " + owner);
}

TempDir::~TempDir() {
  std::error_code ignored;
  std::filesystem::remove_all(path_, ignored);
}

void write_file(const std::filesystem::path& path, std::string_view text) {
  std::ofstream out(path, std::ios::binary | std::ios::trunc);
  out.write(text.data(), static_cast<std::streamsize>(text.size()));
  out.flush();
  if (!out) throw std::runtime_error("cannot write " + path.string());
}

std::string read_file(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  if (!in) throw std::runtime_error("cannot read " + path.string());
  std::ostringstream text;
  text << in.rdbuf();
  return text.str();
}

}  // namespace zonefactor::support
