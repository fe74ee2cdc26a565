#include "service/verify/derived_output.h"

#include <fmt/format.h>

#include <fstream>
#include <stdexcept>
#include <system_error>
#include <vector>

#include "service/verify/derived_files.h"
#include "service/verify/zip_pack.h"

namespace zonefactor::evidence {

namespace {

std::ofstream new_file(const std::filesystem::path& path) {
  std::ofstream file(path, std::ios::binary);
  if (!file) throw std::runtime_error(fmt::format("{} cannot be written", path.string()));
  return file;
}

void make_directory(const std::filesystem::path& directory) {
  std::error_code failed;
  const bool is_new = std::filesystem::create_directory(directory, failed);
  if (failed) {
    throw std::runtime_error(
        fmt::format("{} cannot be made: {}", directory.string(), failed.message()));
  }
  if (!is_new) {
    throw std::runtime_error(
        fmt::format("{} is there already; name a new directory", directory.string()));
  }
}

}  // namespace

void write_derived(const std::string& path, const PackContents& contents,
                   const std::filesystem::path& directory) {
  make_directory(directory);
  std::vector<std::ofstream> files;
  for (std::size_t i = 0; i < kDerivedFiles; ++i)
    files.push_back(new_file(directory / name_of(static_cast<DerivedFile>(i))));
  make_derived(ZipPack(path), contents, [&](DerivedFile file, std::string_view piece) {
    files[static_cast<std::size_t>(file)].write(piece.data(),
                                                static_cast<std::streamsize>(piece.size()));
  });
  for (std::ofstream& file : files) {
    file.close();
    if (!file)
      throw std::runtime_error(
          fmt::format("the files in {} cannot be written to their end; is the "
                      "disk full?",
                      directory.string()));
  }
}

}  // namespace zonefactor::evidence
