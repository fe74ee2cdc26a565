#include "service/witness/state_directory.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <utility>

#include "adapters/files/descriptor.h"
#include "service/journal/cosignature.h"
#include "service/journal/sha256.h"

namespace zonefactor::witness {

namespace {

using files::Descriptor;

constexpr const char* kRestore =
    "put back the newest checkpoint with this witness's cosignature, which the log and its readers "
    "have; without it the witness must not go on under this key";

std::string name_of(const std::string& origin) {
  return journal::hex(journal::sha256(origin));
}

std::string file_of(const std::string& origin) {
  return name_of(origin) + ".checkpoint";
}

// One byte more than a note may have, at most; std::nullopt with errno set where reading fails.
std::optional<std::string> read_all(int file) {
  std::string bytes(journal::kMaxNoteBytes + 1, '\0');
  std::size_t size = 0;
  while (size < bytes.size()) {
    const ssize_t count = ::read(file, bytes.data() + size, bytes.size() - size);
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return std::nullopt;
    if (count == 0) break;
    size += static_cast<std::size_t>(count);
  }
  bytes.resize(size);
  return bytes;
}

// What `bytes` say was cosigned, or what is wrong with them.
std::variant<LastCosigned, std::string> understood(std::string_view bytes,
                                                   const std::string& origin,
                                                   const journal::VerifierKey& own) {
  std::string why;
  auto note = journal::parse_note(bytes, &why);
  if (!note) return "no signed note: " + why;
  auto checkpoint = journal::parse_checkpoint(note->text, &why);
  if (!checkpoint) return "no checkpoint: " + why;
  if (checkpoint->origin != origin) return "a checkpoint of another log";
  const journal::Cosigned cosigned = journal::cosigned_by(*note, own);
  if (cosigned.verdict != journal::Verdict::good) {
    return "without a good cosignature by this witness's name and key";
  }
  return LastCosigned{std::move(*note), std::move(*checkpoint), cosigned.posix_seconds};
}

}  // namespace

StateDirectory::StateDirectory(int directory, std::string path, journal::VerifierKey own)
    : directory_(directory), path_(std::move(path)), own_(std::move(own)) {}

StateDirectory::~StateDirectory() {
  ::close(directory_);
}

std::variant<std::unique_ptr<StateDirectory>, files::Fault> StateDirectory::open(
    const std::string& path, const journal::VerifierKey& own) {
  const int directory = ::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (directory < 0) {
    return files::Fault{
        path, 0, fmt::format("the state directory cannot be opened: {}", std::strerror(errno)),
        "make it, once, for the user the witness runs as"};
  }
  auto state = std::unique_ptr<StateDirectory>(new StateDirectory(directory, path, own));
  // Two witnesses with one key and one memory each would cosign what neither would alone.
  if (::flock(directory, LOCK_EX | LOCK_NB) != 0) {
    return files::Fault{path, 0, "another process is the witness of this state directory",
                        "stop that one first"};
  }
  return state;
}

files::Fault StateDirectory::failed(const std::string& name, std::string_view step) const {
  return {path_ + "/" + name, 0, fmt::format("{}: {}", step, std::strerror(errno)),
          "check the disk and who may write there"};
}

StateDirectory::Found StateDirectory::read(const std::string& origin) {
  const std::lock_guard lock(mutex_);
  if (unsettled_ && ::fsync(directory_) != 0) return failed("", "it cannot be made durable");
  unsettled_ = false;
  const std::string name = file_of(origin);
  const auto known = sizes_.find(origin);
  const auto damaged = [&](std::string what) {
    return files::Fault{path_ + "/" + name, 0, "the state file is damaged: " + what, kRestore};
  };
  const Descriptor file(
      ::openat(directory_, name.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK));
  if (file.get() < 0 && errno == ENOENT) {
    if (known != sizes_.end()) return damaged("it was there, and is gone");
    return std::optional<LastCosigned>();
  }
  if (file.get() < 0) return failed(name, "it cannot be opened");
  const auto bytes = read_all(file.get());
  if (!bytes) return failed(name, "it cannot be read");
  auto last = understood(*bytes, origin, own_);
  if (const auto* why = std::get_if<std::string>(&last)) return damaged(*why);
  auto& cosigned = std::get<LastCosigned>(last);
  if (known != sizes_.end() && cosigned.checkpoint.size < known->second) {
    return damaged("an older one has taken its place");
  }
  sizes_[origin] = cosigned.checkpoint.size;
  return std::optional(std::move(cosigned));
}

bool StateDirectory::write_file(const std::string& name, int flags, std::string_view bytes) const {
  const Descriptor file(::openat(directory_, name.c_str(),
                                 O_WRONLY | O_CREAT | O_CLOEXEC | O_NOFOLLOW | flags, 0644));
  return file.get() >= 0 && files::write_all(file, bytes) && ::fsync(file.get()) == 0;
}

std::optional<files::Fault> StateDirectory::write(const journal::Checkpoint& checkpoint,
                                                  const journal::SignedNote& note) {
  const std::lock_guard lock(mutex_);
  const std::string name = file_of(checkpoint.origin);
  const std::string unfinished = name + ".new";
  if (!write_file(unfinished, O_TRUNC, note.bytes())) {
    const files::Fault fault = failed(unfinished, "it cannot be written");
    ::unlinkat(directory_, unfinished.c_str(), 0);
    return fault;
  }
  unsettled_ = true;
  if (::renameat(directory_, unfinished.c_str(), directory_, name.c_str()) != 0) {
    return failed(name, "it cannot be replaced");
  }
  sizes_[checkpoint.origin] = checkpoint.size;
  if (::fsync(directory_) != 0) return failed(name, "it cannot be made durable");
  unsettled_ = false;
  return std::nullopt;
}

void StateDirectory::keep_contradiction(const std::string& origin, const journal::SignedNote& one,
                                        const journal::SignedNote& other) {
  const std::lock_guard lock(mutex_);
  write_file(name_of(origin) + ".contradiction", O_EXCL, one.bytes() + "\n" + other.bytes());
}

}  // namespace zonefactor::witness
