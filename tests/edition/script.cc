#include "tests/edition/script.h"

#include <algorithm>
#include <fstream>

namespace zonefactor::edition {

namespace fs = std::filesystem;

Script read_script(const fs::path& file) {
  Script script{file.stem().string(), file.parent_path(), {}, {}, false};
  script.binds_names = file.extension() == ".history";
  std::ifstream text(file, std::ios::binary);
  for (std::string line; std::getline(text, line);) {
    if (line.empty() || line.front() == '#' || line.rfind("=>", 0) == 0) continue;
    if (line.rfind("facility ", 0) == 0) {
      script.facility = line.substr(9);
    } else {
      script.lines.push_back(std::move(line));
    }
  }
  return script;
}

std::vector<Script> scripts() {
  std::vector<fs::path> files;
  for (const char* folder : {ZONEFACTOR_TESTS_DIR "/scenarios", ZONEFACTOR_TESTS_DIR "/edition"}) {
    for (const auto& file : fs::directory_iterator(folder)) {
      const fs::path ending = file.path().extension();
      if (ending == ".story" || ending == ".history") files.push_back(file.path());
    }
  }
  std::sort(files.begin(), files.end(),
            [](const fs::path& a, const fs::path& b) { return a.stem() < b.stem(); });
  std::vector<Script> all;
  for (const fs::path& file : files) all.push_back(read_script(file));
  return all;
}

}  // namespace zonefactor::edition
