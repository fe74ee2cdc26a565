#include "adapters/http/loop.h"

#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <utility>

#include "adapters/http/loop_state.h"

namespace zonefactor::http {

HttpLoop::HttpLoop() : state_(std::make_unique<State>()) {}
HttpLoop::~HttpLoop() = default;

void HttpLoop::post(std::function<void()> work) {
  boost::asio::post(state_->context, std::move(work));
}

void HttpLoop::after(std::chrono::milliseconds delay, std::function<void()> work) {
  auto timer = std::make_unique<boost::asio::steady_timer>(state_->context, delay);
  auto& waiting = *timer;
  waiting.async_wait(
      [kept = std::move(timer), run = std::move(work)](boost::system::error_code error) {
        if (!error) run();
      });
}

void HttpLoop::run() {
  state_->context.run();
}
void HttpLoop::stop() {
  state_->context.stop();
}

}  // namespace zonefactor::http
