#include "service/verify/zip_pack.h"

#include <zip.h>

#include <filesystem>
#include <set>

#include "service/verify/file_names.h"
#include "service/verify/zip_frame.h"

namespace zonefactor::evidence {

namespace {

struct Discard {
  void operator()(zip_t* archive) const { zip_discard(archive); }
};
using Handle = std::unique_ptr<zip_t, Discard>;

std::string words_of(int code) {
  zip_error_t error;
  zip_error_init_with_code(&error, code);
  std::string words = zip_error_strerror(&error);
  zip_error_fini(&error);
  return words;
}

class ZipStream final : public FileStream {
 public:
  ZipStream(zip_t* archive, const std::string& name)
      : name_(name), file_(zip_fopen(archive, name.c_str(), ZIP_FL_UNCHANGED)) {
    if (file_ == nullptr) throw Unreadable(name, zip_strerror(archive));
  }
  ~ZipStream() override { zip_fclose(file_); }
  ZipStream(const ZipStream&) = delete;
  ZipStream& operator=(const ZipStream&) = delete;

  std::size_t read(char* into, std::size_t room) override {
    std::size_t done = 0;
    while (done < room) {
      const zip_int64_t got = zip_fread(file_, into + done, room - done);
      if (got < 0) throw Unreadable(name_, "does not have the check sum that the ZIP says");
      if (got == 0) break;
      done += static_cast<std::size_t>(got);
    }
    return done;
  }

 private:
  std::string name_;
  zip_file_t* file_;
};

// Only what libzip's own reading cannot hide: a fault is a name, a size or a method.
FramedFile framed(zip_t* archive, zip_uint64_t index) {
  zip_stat_t stat;
  zip_stat_init(&stat);
  constexpr zip_uint64_t kNeeded =
      ZIP_STAT_NAME | ZIP_STAT_SIZE | ZIP_STAT_COMP_SIZE | ZIP_STAT_CRC | ZIP_STAT_COMP_METHOD;
  if (zip_stat_index(archive, index, ZIP_FL_UNCHANGED | ZIP_FL_ENC_RAW, &stat) != 0 ||
      (stat.valid & kNeeded) != kNeeded) {
    throw Unreadable({}, "the ZIP says too little of one of its files");
  }
  const std::string name = stat.name;
  if (!may_be_in_pack(name)) throw Unreadable(printable(name), "has no place in a pack");
  if (stat.comp_method != ZIP_CM_STORE || stat.comp_size != stat.size) {
    throw Unreadable(name, "is compressed; a pack's files are stored");
  }
  if (stat.size > kMaxPackBytes) throw Unreadable(name, "is larger than a pack may be");
  return {name, static_cast<std::uint32_t>(stat.size), stat.crc};
}

}  // namespace

struct ZipPack::Archive {
  Handle handle;
};

ZipPack::ZipPack(const std::string& path) : archive_(std::make_unique<Archive>()) {
  std::error_code missing;
  const auto bytes = std::filesystem::file_size(path, missing);
  if (missing) throw Unreadable({}, "cannot be read: " + missing.message());
  if (bytes > kMaxPackBytes) throw Unreadable({}, "is larger than a pack may be");
  if (const std::string fault = fault_of_end(path, bytes, kMaxFiles); !fault.empty())
    throw Unreadable({}, fault);
  int code = 0;
  archive_->handle.reset(zip_open(path.c_str(), ZIP_RDONLY, &code));
  zip_t* const archive = archive_->handle.get();
  if (archive == nullptr) throw Unreadable({}, "is no ZIP: " + words_of(code));
  const zip_int64_t count = zip_get_num_entries(archive, ZIP_FL_UNCHANGED);
  std::vector<FramedFile> files;
  std::set<std::string> seen;
  for (zip_int64_t i = 0; i < count; ++i) {
    files.push_back(framed(archive, static_cast<zip_uint64_t>(i)));
    const FramedFile& file = files.back();
    if (!seen.insert(file.name).second) throw Unreadable(file.name, "stands in the ZIP twice");
    list_.push_back({file.name, file.size});
  }
  if (const std::string fault = fault_of_frame(path, files); !fault.empty()) {
    throw Unreadable({}, fault);
  }
}

ZipPack::~ZipPack() = default;

std::unique_ptr<FileStream> ZipPack::open(const std::string& name) const {
  return std::make_unique<ZipStream>(archive_->handle.get(), name);
}

std::string write_zip(const std::string& path,
                      const std::vector<std::pair<std::string, std::string>>& names_and_paths) {
  int code = 0;
  Handle archive(zip_open(path.c_str(), ZIP_CREATE | ZIP_EXCL, &code));
  if (!archive) return path + ": " + words_of(code);
  for (const auto& [name, from] : names_and_paths) {
    zip_source_t* const source = zip_source_file(archive.get(), from.c_str(), 0, 0);
    const zip_int64_t index =
        source ? zip_file_add(archive.get(), name.c_str(), source, ZIP_FL_ENC_CP437) : -1;
    if (index < 0) {
      if (source != nullptr) zip_source_free(source);
      return name + ": " + zip_strerror(archive.get());
    }
    const auto at = static_cast<zip_uint64_t>(index);
    constexpr zip_uint16_t kFirstOf1980 = 1 << 5 | 1;
    constexpr zip_uint32_t kReadable = 0100644u << 16;
    if (zip_set_file_compression(archive.get(), at, ZIP_CM_STORE, 0) != 0 ||
        zip_file_set_dostime(archive.get(), at, 0, kFirstOf1980, 0) != 0 ||
        zip_file_set_external_attributes(archive.get(), at, 0, ZIP_OPSYS_UNIX, kReadable) != 0) {
      return name + ": " + zip_strerror(archive.get());
    }
  }
  if (zip_close(archive.get()) != 0) return path + ": " + zip_strerror(archive.get());
  archive.release();
  return {};
}

}  // namespace zonefactor::evidence
