// What HttpLoop and HttpServer share: the io_context. Inside this library only.
#pragma once

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>

#include "adapters/http/loop.h"

namespace zonefactor::http {

struct HttpLoop::State {
  // One thread runs it, and Asio may leave out what more would need.
  boost::asio::io_context context{1};
  boost::asio::executor_work_guard<boost::asio::io_context::executor_type> work =
      boost::asio::make_work_guard(context);
};

}  // namespace zonefactor::http
