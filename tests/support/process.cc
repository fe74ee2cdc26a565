// A child process of a test. Between fork and exec only async-signal-safe calls are made, because
// tests have threads.
#include "tests/support/process.h"

#include <fcntl.h>
#include <grp.h>
#include <linux/close_range.h>
#include <poll.h>
#include <pwd.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <stdexcept>

extern char** environ;

namespace zonefactor::support {
namespace {

[[noreturn]] void fail(const std::string& what) {
  throw std::runtime_error(what + ": " + std::strerror(errno));
}

int memory_file(const std::string& text) {
  const int fd = ::memfd_create("test-process", MFD_CLOEXEC);
  if (fd < 0) fail("memfd_create");
  if (::pwrite(fd, text.data(), text.size(), 0) != static_cast<ssize_t>(text.size()))
    fail("cannot fill a memory file");
  return fd;
}

std::vector<std::string> merged_environment(const std::map<std::string, std::string>& added) {
  std::vector<std::string> merged;
  for (char** entry = environ; *entry != nullptr; ++entry) {
    const std::string text = *entry;
    if (!added.contains(text.substr(0, text.find('=')))) merged.push_back(text);
  }
  for (const auto& [name, value] : added) merged.push_back(name + "=" + value);
  return merged;
}

std::vector<char*> pointers(std::vector<std::string>& texts) {
  std::vector<char*> out;
  for (auto& text : texts) out.push_back(text.data());
  out.push_back(nullptr);
  return out;
}

// What the child needs, made ready before the fork.
struct Launch {
  std::vector<char*> argv;
  std::vector<char*> environment;
  const char* working_directory;
  int input;
  int output;
  int failure;  // pipe that tells the parent why exec failed
  bool change_user;
  uid_t uid;
  gid_t gid;
};

[[noreturn]] void become(const Launch& launch) {
  const auto check = [&launch](bool good) {
    if (good) return;
    const int why = errno;
    [[maybe_unused]] const auto told = ::write(launch.failure, &why, sizeof why);
    ::_exit(127);
  };
  ::setpgid(0, 0);
  if (launch.change_user) {
    check(::setgroups(0, nullptr) == 0);
    check(::setgid(launch.gid) == 0);
    check(::setuid(launch.uid) == 0);
  }
  // After the change of user, which would clear it.
  check(::prctl(PR_SET_PDEATHSIG, SIGKILL) == 0);
  check(*launch.working_directory == '\0' || ::chdir(launch.working_directory) == 0);
  check(::dup2(launch.input, 0) == 0 && ::dup2(launch.output, 1) == 1 &&
        ::dup2(launch.output, 2) == 2);
  check(::syscall(SYS_close_range, 3U, ~0U, CLOSE_RANGE_CLOEXEC) == 0);
  sigset_t none;
  ::sigemptyset(&none);
  ::sigprocmask(SIG_SETMASK, &none, nullptr);
  ::execvpe(launch.argv[0], launch.argv.data(), launch.environment.data());
  check(false);
  ::_exit(127);
}

int open_output(const std::filesystem::path& file) {
  if (file.empty()) return memory_file("");
  const int fd = ::open(file.c_str(), O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC, 0644);
  if (fd < 0) fail("cannot open " + file.string());
  return fd;
}

}  // namespace

Process::Process(const std::vector<std::string>& argv, const ProcessOptions& options) {
  if (argv.empty()) throw std::runtime_error("a process needs a program");
  auto arguments = argv;
  auto environment = merged_environment(options.environment);
  const std::string directory = options.working_directory.string();
  int failure[2];
  if (::pipe2(failure, O_CLOEXEC) != 0) fail("pipe2");
  Launch launch{.argv = pointers(arguments),
                .environment = pointers(environment),
                .working_directory = directory.c_str(),
                .input = memory_file(options.input),
                .output = output_fd_ = open_output(options.output_file),
                .failure = failure[1],
                .change_user = false,
                .uid = 0,
                .gid = 0};
  if (!options.user.empty() && ::geteuid() == 0) {
    const passwd* user = ::getpwnam(options.user.c_str());
    if (user == nullptr) throw std::runtime_error("no user " + options.user + " on this machine");
    launch.change_user = true;
    launch.uid = user->pw_uid;
    launch.gid = user->pw_gid;
  }
  pid_ = ::fork();
  if (pid_ == 0) become(launch);
  ::close(launch.input);
  ::close(failure[1]);
  int why = 0;
  const bool failed = pid_ > 0 && ::read(failure[0], &why, sizeof why) == sizeof why;
  ::close(failure[0]);
  if (pid_ < 0) fail("fork");
  pid_fd_ = static_cast<int>(::syscall(SYS_pidfd_open, pid_, 0));
  if (failed) {
    wait();
    ::close(pid_fd_);
    ::close(output_fd_);
    throw std::runtime_error("cannot start " + argv[0] + ": " + std::strerror(why));
  }
}

Process::~Process() {
  if (running()) {
    ::kill(-pid_, SIGKILL);
    ::kill(pid_, SIGKILL);
    wait();
  }
  ::close(pid_fd_);
  ::close(output_fd_);
}

bool Process::running() {
  return !wait(0ms).has_value();
}

std::optional<int> Process::wait(std::chrono::milliseconds deadline) {
  if (status_) return status_;
  const auto end = std::chrono::steady_clock::now() + deadline;
  pollfd ended{.fd = pid_fd_, .events = POLLIN, .revents = 0};
  for (;;) {
    const auto left =
        std::chrono::ceil<std::chrono::milliseconds>(end - std::chrono::steady_clock::now());
    const int ready = ::poll(&ended, 1, static_cast<int>(std::max(left, 0ms).count()));
    if (ready == 0) return std::nullopt;
    if (ready < 0 && errno != EINTR) fail("poll");
    if (ready > 0) break;
  }
  int status = 0;
  if (::waitpid(pid_, &status, 0) != pid_) fail("waitpid");
  status_ = WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
  return status_;
}

void Process::signal(int number) {
  if (running()) ::kill(pid_, number);
}

std::string Process::output() const {
  std::string text;
  char block[8192];
  for (;;) {
    const auto got = ::pread(output_fd_, block, sizeof block, static_cast<off_t>(text.size()));
    if (got <= 0) return text;
    text.append(block, static_cast<std::size_t>(got));
  }
}

RunResult run(const std::vector<std::string>& argv, const ProcessOptions& options,
              std::chrono::milliseconds deadline) {
  Process process(argv, options);
  const auto status = process.wait(deadline);
  if (!status) throw std::runtime_error(argv[0] + " did not end in time:\n" + process.output());
  return {*status, process.output()};
}

}  // namespace zonefactor::support
