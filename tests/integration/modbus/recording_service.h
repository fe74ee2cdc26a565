// A loop of its own thread and a service that keeps every door message, and answers as the test
// says.
//
// Thread rule: `observe` runs on the loop's thread; everything else may be called from any thread.
#pragma once

#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "service/ports/loop.h"
#include "service/ports/service.h"

namespace zonefactor::modbus {

class ThreadLoop final : public ports::Loop {
 public:
  ThreadLoop();
  ~ThreadLoop() override;  // runs what was posted, then ends
  void post(std::function<void()> work) override;
  void after(std::chrono::milliseconds delay, std::function<void()> work) override;

 private:
  void run();

  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<std::function<void()>> queue_;
  bool ending_ = false;
  std::thread thread_;
};

class RecordingService final : public ports::Service {
 public:
  enum class Answers { durable, held, unavailable };

  // What becomes of messages from now on.
  void set(Answers answers);
  // Answers what is held: durable, or with `Unavailable`.
  void release(bool durable = true);
  // Answers one of those held, by its place.
  void release_one(std::size_t place, bool durable);

  // The reports whose entries are durable, heartbeats left out, in that order.
  std::vector<ports::DoorReport> events() const;
  std::vector<std::uint64_t> event_numbers() const;
  std::vector<ports::DoorReport> heartbeats() const;
  std::vector<ports::Undecodable> refused() const;
  // Everything that was ever handed over, and what of it waits.
  std::size_t seen() const;
  std::size_t held() const;

  const std::string& facility_id() const override;
  void observe(ports::DoorMessage message, ports::Done<ports::EventResult> done) override;
  void controller_status(std::string controller, bool online,
                         ports::Done<ports::EventResult> done) override;
  void ask(ports::LoginQuestion question, ports::Done<ports::LoginAnswer> done) override;
  void report_mismatch(const std::string& terminal, ports::Done<core::EntryRef> done) override;
  void configure(
      core::Facility facility, std::string peer,
      ports::Done<std::variant<ports::ConfigurationResult, ports::Declined>> done) override;
  void acknowledge(ports::AcknowledgeRequest request, std::string peer,
                   ports::Done<std::variant<core::EntryRef, ports::Declined>> done) override;
  void report_credential(ports::CredentialReport report, std::string peer,
                         ports::Done<std::variant<core::EntryRef, ports::Declined>> done) override;
  void erase_person(std::string person, std::string peer,
                    ports::Done<std::variant<ports::ErasureResult, ports::Declined>> done) override;
  core::Facility facility() const override;
  ports::Standing standing() const override;
  void audit(ports::AuditQuery query, ports::Done<ports::AuditPage> done) override;
  void read_log(ports::LogQuery query, ports::Done<std::optional<ports::LogObject>> done) override;
  void read_evidence(ports::EvidenceQuery query, ports::Done<ports::EvidenceAnswer> done) override;
  void export_evidence(
      ports::ExportRequest request,
      ports::Done<std::variant<ports::ExportResult, ports::Declined>> done) override;

 private:
  struct Held {
    ports::DoorMessage message;
    ports::Done<ports::EventResult> done;
  };
  void settle(Held held, bool durable);

  const std::string facility_id_ = "chuo";
  mutable std::mutex mutex_;
  Answers answers_ = Answers::durable;
  std::size_t seen_ = 0;
  std::deque<Held> held_;
  std::vector<ports::DoorMessage> durable_;
};

}  // namespace zonefactor::modbus
