#include "service/verify/pack_writer.h"

#include <array>
#include <filesystem>
#include <fstream>
#include <limits>
#include <memory>
#include <utility>

#include "service/journal/base64.h"
#include "service/journal/entry_codec.h"
#include "service/verify/derived_files.h"
#include "service/verify/zip_pack.h"

namespace zonefactor::evidence {

namespace {

namespace fs = std::filesystem;

class DiskStream final : public FileStream {
 public:
  explicit DiskStream(const std::string& path) : in_(path, std::ios::binary) {}
  std::size_t read(char* into, std::size_t room) override {
    in_.read(into, static_cast<std::streamsize>(room));
    return static_cast<std::size_t>(in_.gcount());
  }

 private:
  std::ifstream in_;
};

// The parts of a pack being made, in a folder of their own that goes when this does.
class Parts final : public PackFiles {
 public:
  explicit Parts(std::string folder) : folder_(std::move(folder)) {
    if (!fs::create_directory(folder_)) {
      throw Unreadable(folder_,
                       "is there already: another export is under way, or was cut off; "
                       "remove it if none is");
    }
    made_ = true;
    fs::permissions(folder_, fs::perms::owner_all);
  }
  ~Parts() override {
    std::error_code ignored;
    if (made_) fs::remove_all(folder_, ignored);
  }
  Parts(const Parts&) = delete;
  Parts& operator=(const Parts&) = delete;

  const std::vector<PackFile>& list() const override { return list_; }
  std::unique_ptr<FileStream> open(const std::string& name) const override {
    return std::make_unique<DiskStream>(path_of(name));
  }
  // Parts are numbered: no name of a pack is used as a path.
  std::string path_of(const std::string& name) const {
    for (std::size_t i = 0; i < list_.size(); ++i) {
      if (list_[i].name == name) return part(i);
    }
    throw Unreadable(name, "is missing");
  }
  std::string whole() const { return folder_ + "/pack"; }

  class Part {
   public:
    Part(Parts& parts, std::string name) : parts_(parts), at_(parts.list_.size()) {
      parts.list_.push_back({std::move(name), 0});
      out_.open(parts.part(at_), std::ios::binary | std::ios::trunc);
    }
    void write(std::string_view bytes) {
      out_.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
      sum_.add(bytes);
      parts_.list_[at_].size += bytes.size();
    }
    void close() {
      out_.close();
      const std::string& name = parts_.list_[at_].name;
      if (!out_) throw Unreadable(name, "cannot be written: is the disk full?");
      parts_.sums_ += sum_line(sum_.finish(), name);
    }

   private:
    Parts& parts_;
    std::size_t at_;
    std::ofstream out_;
    journal::Sha256 sum_;
  };
  void put(const std::string& name, std::string_view bytes) {
    Part part(*this, name);
    part.write(bytes);
    part.close();
  }
  // Of the parts closed so far, in their order.
  const std::string& sums() const { return sums_; }

 private:
  std::string part(std::size_t number) const { return folder_ + "/" + std::to_string(number); }

  std::string folder_;
  bool made_ = false;
  std::vector<PackFile> list_;
  std::string sums_;
};

void put_entries(Parts& parts, const Segment& segment, const PackSource::Log& log) {
  Parts::Part part(parts, name_of(segment.year, LogFile::entries));
  std::uint64_t index = segment.begin;
  while (const auto bytes = log.next()) {
    if (!journal::fits(*bytes)) {
      throw Unreadable(name_of(segment.year, LogFile::entries),
                       "entry " + std::to_string(index) + " is longer than 4 KiB");
    }
    part.write(framed_entry(*bytes));
    ++index;
  }
  if (index != segment.end) {
    throw Unreadable(name_of(segment.year, LogFile::entries),
                     "there are " + std::to_string(index - segment.begin) + " entries and not " +
                         std::to_string(segment.end - segment.begin));
  }
  part.close();
}

void put_log(Parts& parts, const Segment& segment, const PackSource::Log& log) {
  const auto put = [&](LogFile file, std::string_view bytes) {
    if (!bytes.empty()) parts.put(name_of(segment.year, file), bytes);
  };
  std::string range;
  for (const journal::Digest& hash : log.start_range) range += journal::base64(hash) + "\n";
  put(LogFile::start_range, range);
  put(LogFile::start_checkpoint, log.start_checkpoint);
  put(LogFile::end_checkpoint, log.end_checkpoint);
  put(LogFile::end_stamped, log.end_stamped);
  put(LogFile::end_tsr, log.end_tsr);
  put_entries(parts, segment, log);
}

void put_primary(Parts& parts, const PackSource& source) {
  const PackContents& contents = source.contents;
  parts.put(std::string(kContentsFile), contents.text());
  auto other = source.other_checkpoints.begin();
  const auto put_others_before = [&](std::int32_t year) {
    for (; other != source.other_checkpoints.end() && other->first < year; ++other) {
      parts.put(name_of(other->first, LogFile::end_checkpoint), other->second);
    }
  };
  for (std::size_t i = 0; i < contents.segments.size(); ++i) {
    put_others_before(contents.segments[i].year);
    put_log(parts, contents.segments[i], source.logs[i]);
  }
  put_others_before(std::numeric_limits<std::int32_t>::max());
  if (contents.seal) parts.put(std::string(kStateFile), source.state);
  if (!contents.named) return;
  Parts::Part rows(parts, std::string(kNamesFile));
  for (const NameOpening& row : source.names) rows.write(row.text() + "\n");
  rows.close();
}

// Several grow at once, so each is opened first; they are closed, and summed, in the pack's order.
void put_derived(Parts& parts, const PackContents& contents) {
  std::vector<std::unique_ptr<Parts::Part>> derived;
  for (std::size_t i = 0; i < kDerivedFiles; ++i) {
    derived.push_back(std::make_unique<Parts::Part>(parts, name_of(static_cast<DerivedFile>(i))));
  }
  make_derived(parts, contents, [&](DerivedFile file, std::string_view piece) {
    derived[static_cast<std::size_t>(file)]->write(piece);
  });
  for (const auto& part : derived) part->close();
  parts.put(std::string(kSumsFile), std::string(parts.sums()));
}

}  // namespace

std::string write_pack(const PackSource& source, const std::string& path) {
  try {
    if (fs::exists(path)) return path + " is there already";
    Parts parts(path + ".parts");
    put_primary(parts, source);
    put_derived(parts, source.contents);
    std::vector<std::pair<std::string, std::string>> zipped;
    for (const PackFile& file : parts.list())
      zipped.emplace_back(file.name, parts.path_of(file.name));
    std::string fault = write_zip(parts.whole(), zipped);
    if (!fault.empty()) return fault;
    fs::permissions(parts.whole(), fs::perms::owner_read | fs::perms::owner_write);
    fs::rename(parts.whole(), path);
    return {};
  } catch (const Unreadable& unreadable) {
    return unreadable.file() + " " + unreadable.what();
  } catch (const fs::filesystem_error& error) {
    return error.what();
  }
}

}  // namespace zonefactor::evidence
