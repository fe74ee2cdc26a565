#include "tests/integration/modbus/recording_service.h"

#include <cstdlib>

namespace zonefactor::modbus {

namespace {

bool is_heartbeat(const ports::DoorReport& report) {
  return report.observation.kind == core::EventKind::heartbeat;
}

}  // namespace

ThreadLoop::ThreadLoop() : thread_([this] { run(); }) {}

ThreadLoop::~ThreadLoop() {
  {
    const std::lock_guard lock(mutex_);
    ending_ = true;
    changed_.notify_all();
  }
  thread_.join();
}

void ThreadLoop::post(std::function<void()> work) {
  const std::lock_guard lock(mutex_);
  queue_.push_back(std::move(work));
  changed_.notify_all();
}

// The door side asks for no timer.
void ThreadLoop::after(std::chrono::milliseconds, std::function<void()>) {
  std::abort();
}

void ThreadLoop::run() {
  std::unique_lock lock(mutex_);
  for (;;) {
    changed_.wait(lock, [this] { return ending_ || !queue_.empty(); });
    if (queue_.empty()) return;
    const std::function<void()> work = std::move(queue_.front());
    queue_.pop_front();
    lock.unlock();
    work();
    lock.lock();
  }
}

void RecordingService::set(Answers answers) {
  const std::lock_guard lock(mutex_);
  answers_ = answers;
}

void RecordingService::release(bool durable) {
  while (held() > 0) release_one(0, durable);
}

void RecordingService::release_one(std::size_t place, bool durable) {
  std::unique_lock lock(mutex_);
  const auto at = held_.begin() + static_cast<std::ptrdiff_t>(place);
  Held one = std::move(*at);
  held_.erase(at);
  lock.unlock();
  settle(std::move(one), durable);
}

void RecordingService::settle(Held held, bool durable) {
  if (!durable) {
    held.done(ports::Unavailable{std::chrono::seconds(0), "the test says so"});
    return;
  }
  {
    const std::lock_guard lock(mutex_);
    durable_.push_back(std::move(held.message));
  }
  held.done(ports::EventResult{});
}

void RecordingService::observe(ports::DoorMessage message, ports::Done<ports::EventResult> done) {
  std::unique_lock lock(mutex_);
  ++seen_;
  if (answers_ == Answers::held) {
    held_.push_back({std::move(message), std::move(done)});
    return;
  }
  const bool durable = answers_ == Answers::durable;
  lock.unlock();
  settle({std::move(message), std::move(done)}, durable);
}

std::vector<ports::DoorReport> RecordingService::events() const {
  const std::lock_guard lock(mutex_);
  std::vector<ports::DoorReport> found;
  for (const auto& message : durable_) {
    const auto* report = std::get_if<ports::DoorReport>(&message);
    if (report != nullptr && !is_heartbeat(*report)) found.push_back(*report);
  }
  return found;
}

std::vector<std::uint64_t> RecordingService::event_numbers() const {
  std::vector<std::uint64_t> numbers;
  for (const auto& report : events()) numbers.push_back(report.observation.seq);
  return numbers;
}

std::vector<ports::DoorReport> RecordingService::heartbeats() const {
  const std::lock_guard lock(mutex_);
  std::vector<ports::DoorReport> found;
  for (const auto& message : durable_) {
    const auto* report = std::get_if<ports::DoorReport>(&message);
    if (report != nullptr && is_heartbeat(*report)) found.push_back(*report);
  }
  return found;
}

std::vector<ports::Undecodable> RecordingService::refused() const {
  const std::lock_guard lock(mutex_);
  std::vector<ports::Undecodable> found;
  for (const auto& message : durable_) {
    if (const auto* refused = std::get_if<ports::Undecodable>(&message)) found.push_back(*refused);
  }
  return found;
}

std::size_t RecordingService::seen() const {
  const std::lock_guard lock(mutex_);
  return seen_;
}

std::size_t RecordingService::held() const {
  const std::lock_guard lock(mutex_);
  return held_.size();
}

const std::string& RecordingService::facility_id() const {
  return facility_id_;
}

// A door adapter asks nothing of what follows.
void RecordingService::controller_status(std::string, bool, ports::Done<ports::EventResult>) {
  std::abort();
}
void RecordingService::report_mismatch(const std::string&, ports::Done<core::EntryRef>) {
  std::abort();
}

void RecordingService::ask(ports::LoginQuestion, ports::Done<ports::LoginAnswer>) {
  std::abort();
}
void RecordingService::configure(
    core::Facility, std::string,
    ports::Done<std::variant<ports::ConfigurationResult, ports::Declined>>) {
  std::abort();
}
void RecordingService::acknowledge(ports::AcknowledgeRequest, std::string,
                                   ports::Done<std::variant<core::EntryRef, ports::Declined>>) {
  std::abort();
}
void RecordingService::report_credential(
    ports::CredentialReport, std::string,
    ports::Done<std::variant<core::EntryRef, ports::Declined>>) {
  std::abort();
}
void RecordingService::erase_person(
    std::string, std::string, ports::Done<std::variant<ports::ErasureResult, ports::Declined>>) {
  std::abort();
}
core::Facility RecordingService::facility() const {
  std::abort();
}
ports::Standing RecordingService::standing() const {
  std::abort();
}
void RecordingService::audit(ports::AuditQuery, ports::Done<ports::AuditPage>) {
  std::abort();
}
void RecordingService::read_log(ports::LogQuery, ports::Done<std::optional<ports::LogObject>>) {
  std::abort();
}
void RecordingService::read_evidence(ports::EvidenceQuery, ports::Done<ports::EvidenceAnswer>) {
  std::abort();
}
void RecordingService::export_evidence(
    ports::ExportRequest, ports::Done<std::variant<ports::ExportResult, ports::Declined>>) {
  std::abort();
}

}  // namespace zonefactor::modbus
