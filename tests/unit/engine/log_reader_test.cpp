// Who finds a place where the log is read: a crowd without names does not keep an auditor out.
#include "service/engine/log_reader.h"

#include <gtest/gtest.h>

#include <future>

#include "tests/unit/engine/manual_loop.h"

namespace zonefactor::engine {
namespace {

using Kind = ports::LogObject::Kind;

// Storage that is asked and does not answer, until it is let go.
class BusyReader : public testing::Test {
 protected:
  ~BusyReader() override { let_go(); }

  // Whether it was let in; what is not is answered at once.
  bool reads(Kind kind) {
    const std::size_t before = answered_;
    reader_.read(2026, LogPath{kind, {}, 0}, {}, [this](const auto&) { ++answered_; });
    return let_in(before);
  }
  bool looks_up() {
    const std::size_t before = answered_;
    reader_.look_up(ports::LogsQuery{}, [this](const auto&) { ++answered_; });
    return let_in(before);
  }
  void let_go() {
    if (!gone_) release_.set_value();
    gone_ = true;
  }
  void finish() {
    let_go();
    answered_ = 0;
    loop_.run_until([this] { return answered_ == let_in_; });
  }

 private:
  bool let_in(std::size_t before) {
    const bool in = answered_ == before;
    let_in_ += in ? 1 : 0;
    return in;
  }

  std::promise<void> release_;
  std::shared_future<void> released_ = release_.get_future().share();
  bool gone_ = false;
  std::size_t answered_ = 0;
  std::size_t let_in_ = 0;
  ManualClock clock_{core::Instant{}};
  ManualLoop loop_{clock_};
  LogReader reader_{[released = released_]() -> std::unique_ptr<ports::Store> {
                      released.wait();
                      throw ports::StoreUnavailable("away");
                    },
                    loop_};
};

TEST_F(BusyReader, leaves_a_quarter_of_its_places_to_auditors) {
  for (std::size_t i = 0; i < LogReader::kMostWaiting * 3 / 4; ++i)
    ASSERT_TRUE(reads(i % 2 == 0 ? Kind::proof : Kind::tile)) << i;
  for (const Kind kind : {Kind::checkpoint, Kind::tile, Kind::proof}) EXPECT_FALSE(reads(kind));
  for (std::size_t i = 0; i < LogReader::kMostWaiting / 4; ++i)
    ASSERT_TRUE(i % 2 == 0 ? looks_up() : reads(Kind::entries)) << i;
  EXPECT_FALSE(looks_up());
  EXPECT_FALSE(reads(Kind::entries));
  finish();
  EXPECT_TRUE(reads(Kind::checkpoint)) << "places are free again";
}

}  // namespace
}  // namespace zonefactor::engine
