#include "service/daemon/crash_notes.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <signal.h>
#include <time.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <sstream>
#include <stdexcept>

namespace zonefactor::daemon {

namespace {

constexpr std::array kFatalSignals{SIGABRT, SIGSEGV, SIGBUS, SIGFPE, SIGILL};
constexpr std::size_t kMostThreads = 64;
constexpr std::size_t kLineBytes = 256;
constexpr std::int64_t kRememberedSeconds = 24 * 60 * 60;

using Digits = std::array<char, 20>;

std::string_view decimal(std::uint64_t number, Digits& room) {
  std::size_t begin = room.size();
  do {
    room[--begin] = static_cast<char>('0' + number % 10);
    number /= 10;
  } while (number > 0);
  return {room.data() + begin, room.size() - begin};
}

// One thread's note: the line up to its time, and its length; 0 while nothing is in hand.
struct Slot {
  std::array<char, kLineBytes> line{};
  std::atomic<std::size_t> length{0};

  void write(std::initializer_list<std::string_view> parts) noexcept {
    std::size_t end = 0;
    for (const std::string_view part : parts) {
      const std::size_t count = std::min(part.size(), line.size() - end);
      std::memcpy(line.data() + end, part.data(), count);
      end += count;
    }
    length.store(end, std::memory_order_release);
  }
};

// Slots outlive their threads, so that the handler may read all of them at any moment.
std::array<Slot, kMostThreads> slots;
std::atomic<std::size_t> slots_taken{0};
std::atomic<int> notes_file{-1};

Slot* own_slot() noexcept {
  thread_local const std::size_t place = slots_taken.fetch_add(1);
  return place < kMostThreads ? &slots[place] : nullptr;
}

void write_slot(const Slot& slot) {
  const std::size_t length = slot.length.load(std::memory_order_acquire);
  if (length == 0) return;
  std::array<char, kLineBytes + sizeof(Digits) + 2> line;
  Digits digits;
  const std::string_view now = decimal(static_cast<std::uint64_t>(::time(nullptr)), digits);
  std::memcpy(line.data(), slot.line.data(), length);
  line[length] = ' ';
  std::memcpy(line.data() + length + 1, now.data(), now.size());
  line[length + 1 + now.size()] = '\n';
  const std::size_t end = length + now.size() + 2;
  ssize_t written = ::write(notes_file.load(), line.data(), end);
  written = ::write(STDERR_FILENO, line.data(), end);
  static_cast<void>(written);
}

thread_local Slot* handler_slot = nullptr;

// A signal sent from outside (the watchdog's, an operator's) says nothing of which thread is at
// fault: then every note counts. One that this thread raised is its own.
void on_fatal_signal(int number, siginfo_t* info, void*) {
  const bool from_outside = info->si_code == SI_USER;
  if (from_outside) {
    const std::size_t taken = std::min(slots_taken.load(), kMostThreads);
    for (std::size_t i = 0; i < taken; ++i) write_slot(slots[i]);
  } else if (handler_slot) {
    write_slot(*handler_slot);
  }
  ::fsync(notes_file.load());
  // The handler was taken off when it was entered: the process dies of this very signal.
  ::raise(number);
}

}  // namespace

class CrashNotes::Note final : public engine::CrashNote {
 public:
  explicit Note(std::string facility) : facility_(std::move(facility)) {}

  const std::string& facility() const { return facility_; }

  void input(std::string_view digest, std::string_view controller) noexcept override {
    if (Slot* slot = slot_of_thread()) {
      slot->write({"input ", facility_, " ", digest, " ", controller.empty() ? "-" : controller});
    }
  }
  void entry(core::EntryRef ref) noexcept override {
    Digits year;
    Digits index;
    if (Slot* slot = slot_of_thread()) {
      slot->write({"entry ", facility_, " ", decimal(static_cast<std::uint64_t>(ref.year), year),
                   "/", decimal(ref.index, index), " -"});
    }
  }
  void clear() noexcept override {
    if (Slot* slot = slot_of_thread()) slot->length.store(0, std::memory_order_release);
  }

 private:
  static Slot* slot_of_thread() noexcept {
    if (!handler_slot) handler_slot = own_slot();
    return handler_slot;
  }

  std::string facility_;
};

// "input <facility> <digest> <controller or -> <time>" or "entry <facility> <year>/<index> -
// <time>", the time in seconds since 1970.
struct CrashNotes::Line {
  std::string kind;
  std::string facility;
  std::string what;
  std::string controller;
};

CrashNotes::CrashNotes(const std::string& path) {
  std::ifstream earlier(path);
  std::string kept;
  bool some_are_old = false;
  for (std::string text; std::getline(earlier, text);) {
    std::istringstream words(text);
    Line line;
    std::int64_t at = 0;
    words >> line.kind >> line.facility >> line.what >> line.controller >> at;
    if (!words || ::time(nullptr) - at > kRememberedSeconds) {
      some_are_old = true;
      continue;
    }
    kept += text + "\n";
    lines_.push_back(std::move(line));
  }
  const int file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
  if (file < 0) {
    throw std::runtime_error(
        fmt::format("{}: it cannot be opened for writing: {}; give the service a state directory "
                    "of its own",
                    path, std::strerror(errno)));
  }
  if (some_are_old && ::ftruncate(file, 0) == 0) {
    // Cut short, it costs one more crash before an input is set aside.
    const ssize_t written = ::write(file, kept.data(), kept.size());
    static_cast<void>(written);
  }
  notes_file = file;
  struct sigaction action {};
  action.sa_sigaction = on_fatal_signal;
  action.sa_flags = static_cast<int>(SA_SIGINFO | SA_RESETHAND | SA_ONSTACK);
  for (const int number : kFatalSignals) ::sigaction(number, &action, nullptr);
}

CrashNotes::~CrashNotes() {
  for (const int number : kFatalSignals) ::signal(number, SIG_DFL);
  ::close(notes_file.exchange(-1));
}

engine::CrashNote& CrashNotes::note_of(const std::string& facility) {
  for (const auto& note : notes_) {
    if (note->facility() == facility) return *note;
  }
  notes_.push_back(std::make_unique<Note>(facility));
  return *notes_.back();
}

std::vector<engine::CrashedInput> CrashNotes::crashed_inputs(const std::string& facility) const {
  std::vector<engine::CrashedInput> inputs;
  for (const Line& line : lines_) {
    if (line.kind != "input" || line.facility != facility) continue;
    auto found = std::find_if(
        inputs.begin(), inputs.end(),
        [&line](const engine::CrashedInput& input) { return input.digest == line.what; });
    if (found == inputs.end()) {
      engine::CrashedInput input;
      input.digest = line.what;
      if (!line.controller.empty() && line.controller != "-") {
        input.controller = core::ControllerId(line.controller);
      }
      found = inputs.insert(inputs.end(), std::move(input));
    }
    ++found->times;
  }
  return inputs;
}

std::vector<std::string> CrashNotes::crashed_entries() const {
  std::vector<std::string> entries;
  for (const Line& line : lines_) {
    if (line.kind == "entry") entries.push_back(line.facility + " " + line.what);
  }
  return entries;
}

void CrashNotes::guard_thread() {
  constexpr std::size_t kStackBytes = 64 * 1024;
  thread_local std::array<char, kStackBytes> stack;
  stack_t own{};
  own.ss_sp = stack.data();
  own.ss_size = stack.size();
  ::sigaltstack(&own, nullptr);
}

}  // namespace zonefactor::daemon
