#include "service/daemon/checkpoint_files.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <system_error>

#include "adapters/files/read_file.h"
#include "service/daemon/durable_file.h"
#include "service/journal/signed_note.h"

namespace zonefactor::daemon {

CheckpointFiles::CheckpointFiles(std::string directory, std::string facility)
    : directory_(std::move(directory)), facility_(std::move(facility)) {}

std::vector<std::string> CheckpointFiles::all() {
  std::vector<std::string> notes;
  std::error_code error;
  if (!std::filesystem::exists(directory_, error)) return notes;
  std::filesystem::directory_iterator file(directory_, error);
  const std::string beginning = facility_ + "-";
  for (; !error && file != std::filesystem::directory_iterator(); file.increment(error)) {
    const std::string name = file->path().filename().string();
    const std::string year = name.size() > beginning.size() ? name.substr(beginning.size()) : "";
    const bool is_ours = name.starts_with(beginning) && !year.empty() &&
                         year.find_first_not_of("0123456789") == std::string::npos;
    if (!is_ours) continue;
    auto read = files::read_file(file->path().string(), journal::kMaxNoteBytes);
    if (const auto* fault = std::get_if<files::Fault>(&read))
      throw ports::CopyUnavailable(files::to_text(*fault));
    notes.push_back(std::get<std::string>(std::move(read)));
  }
  if (error) {
    throw ports::CopyUnavailable(
        fmt::format("{}: {}; let the service read it", directory_, error.message()));
  }
  std::sort(notes.begin(), notes.end());
  return notes;
}

void CheckpointFiles::keep(std::int32_t year, const std::string& note) {
  const std::string path = fmt::format("{}/{}-{}", directory_, facility_, year);
  if (const std::string why = write_durably(path, note, 0644); !why.empty())
    throw ports::CopyUnavailable(why);
}

}  // namespace zonefactor::daemon
