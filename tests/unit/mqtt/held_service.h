// A loop and a facility's engine for tests of the door side: every message is held until the test
// says what became of it, as a commit would.
//
// Thread rule: the service is called on the loop's thread; the test asks and answers from any
// other.
#pragma once

#include <condition_variable>
#include <cstdlib>
#include <deque>
#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "service/ports/loop.h"
#include "service/ports/service.h"

namespace zonefactor::mqtt {

class ThreadLoop final : public ports::Loop {
 public:
  ThreadLoop() : thread_([this] { run(); }) {}
  ~ThreadLoop() override {
    post(nullptr);
    thread_.join();
  }

  void post(std::function<void()> work) override {
    const std::lock_guard lock(mutex_);
    queue_.push_back(std::move(work));
    changed_.notify_one();
  }
  // No adapter of the door side asks for it.
  void after(std::chrono::milliseconds, std::function<void()>) override { std::abort(); }

 private:
  void run() {
    for (;;) {
      std::unique_lock lock(mutex_);
      changed_.wait(lock, [this] { return !queue_.empty(); });
      const auto work = std::move(queue_.front());
      queue_.pop_front();
      lock.unlock();
      if (!work) return;
      work();
    }
  }

  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<std::function<void()>> queue_;
  std::thread thread_;
};

class HeldService final : public ports::Service {
 public:
  using Answer = std::variant<ports::EventResult, ports::Unavailable>;

  struct Heard {
    std::optional<ports::DoorMessage> message;  // of an event
    std::string status;                         // "ctl-1 offline"
    ports::Done<ports::EventResult> done;
  };

  // From now on everything is answered like this at once, what is held too.
  void answer_all(Answer answer) {
    std::vector<ports::Done<ports::EventResult>> held;
    {
      const std::lock_guard lock(mutex_);
      automatic_ = answer;
      for (Heard& heard : heard_) {
        if (heard.done) held.push_back(std::exchange(heard.done, nullptr));
      }
    }
    for (const auto& done : held) done(answer);
  }

  // Answers the `index`th that was heard, counted from 0.
  void answer(std::size_t index, Answer answer) {
    ports::Done<ports::EventResult> done;
    {
      const std::lock_guard lock(mutex_);
      done = std::exchange(heard_.at(index).done, nullptr);
    }
    done(std::move(answer));
  }

  // Waits until `count` messages were heard, and gives the last of them; fails the wait after 20 s.
  std::optional<Heard> wait_for(std::size_t count) {
    std::unique_lock lock(mutex_);
    if (!changed_.wait_for(lock, std::chrono::seconds{20},
                           [&] { return heard_.size() >= count; })) {
      return std::nullopt;
    }
    return heard_[count - 1];
  }

  std::vector<Heard> heard() const {
    const std::lock_guard lock(mutex_);
    return heard_;
  }

  // ports::Service
  const std::string& facility_id() const override { return facility_id_; }
  void observe(ports::DoorMessage message, ports::Done<ports::EventResult> done) override {
    hear({std::move(message), "", std::move(done)});
  }
  void controller_status(std::string controller, bool online,
                         ports::Done<ports::EventResult> done) override {
    hear({std::nullopt, controller + (online ? " online" : " offline"), std::move(done)});
  }
  void ask(ports::LoginQuestion, ports::Done<ports::LoginAnswer>) override { std::abort(); }
  void report_mismatch(const std::string&, ports::Done<core::EntryRef>) override { std::abort(); }
  void configure(core::Facility, std::string,
                 ports::Done<std::variant<ports::ConfigurationResult, ports::Declined>>) override {
    std::abort();
  }
  void acknowledge(ports::AcknowledgeRequest, std::string,
                   ports::Done<std::variant<core::EntryRef, ports::Declined>>) override {
    std::abort();
  }
  void report_credential(ports::CredentialReport, std::string,
                         ports::Done<std::variant<core::EntryRef, ports::Declined>>) override {
    std::abort();
  }
  void erase_person(std::string, std::string,
                    ports::Done<std::variant<ports::ErasureResult, ports::Declined>>) override {
    std::abort();
  }
  core::Facility facility() const override { std::abort(); }
  ports::Standing standing() const override { std::abort(); }
  void audit(ports::AuditQuery, ports::Done<ports::AuditPage>) override { std::abort(); }
  void read_log(ports::LogQuery, ports::Done<std::optional<ports::LogObject>>) override {
    std::abort();
  }
  void read_evidence(ports::EvidenceQuery, ports::Done<ports::EvidenceAnswer>) override {
    std::abort();
  }
  void export_evidence(ports::ExportRequest,
                       ports::Done<std::variant<ports::ExportResult, ports::Declined>>) override {
    std::abort();
  }

 private:
  void hear(Heard heard) {
    std::optional<Answer> answer;
    ports::Done<ports::EventResult> done;
    {
      const std::lock_guard lock(mutex_);
      answer = automatic_;
      if (answer) done = std::exchange(heard.done, nullptr);
      heard_.push_back(std::move(heard));
      changed_.notify_all();
    }
    if (answer) done(*answer);
  }

  const std::string facility_id_ = "chuo";
  mutable std::mutex mutex_;
  std::condition_variable changed_;
  std::vector<Heard> heard_;
  std::optional<Answer> automatic_;
};

inline ports::EventResult accepted() {
  return {};
}

}  // namespace zonefactor::mqtt
