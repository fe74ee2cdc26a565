// Random damage to valid requests: every one is answered once, none stops the process, and no
// answer but 200 has reached the service.
#include <gtest/gtest.h>

#include <random>

#include "tests/unit/http/bench.h"

namespace zonefactor::http {
namespace {

class Damage {
 public:
  explicit Damage(unsigned seed) : random_(seed) {}

  std::string of(std::string text) {
    for (std::size_t edits = 1 + below(4); edits > 0; --edits) edit(text);
    return text;
  }
  std::size_t below(std::size_t bound) { return random_() % bound; }

 private:
  void edit(std::string& text) {
    static const std::vector<std::string> pieces{"{",
                                                 "}",
                                                 "[",
                                                 "]",
                                                 "\"",
                                                 ":",
                                                 ",",
                                                 "null",
                                                 "\\u0000",
                                                 "\\ud834",
                                                 "1e999",
                                                 "-",
                                                 "\xff",
                                                 std::string(1, '\0'),
                                                 "\"id\":\"x\",",
                                                 "[[[[[[[[[["};
    if (text.empty()) text = "{";
    const std::size_t at = below(text.size());
    switch (below(6)) {
      case 0:
        text[at] = static_cast<char>(below(256));
        return;
      case 1:
        text.erase(at, 1 + below(8));
        return;
      case 2:
        text.insert(at, pieces[below(pieces.size())]);
        return;
      case 3:
        text.resize(at);
        return;
      case 4:
        text.insert(at, text.substr(below(text.size()), below(40)));
        return;
      default:
        text[at] = static_cast<char>(text[at] ^ (1 << below(8)));
    }
  }
  std::mt19937 random_;
};

TEST(Mutation, damaged_requests_are_answered_and_harm_nothing) {
  Bench bench;
  Damage damage(20261122);
  const std::string batch =
      R"({"options":{"evaluations_semantic":"deny_on_first_deny"},"evaluations":[{},)" +
      std::string(kQuestion) + "]," + std::string(kQuestion).substr(1);
  const std::vector<std::tuple<std::string, std::string, std::string, std::string>> valid{
      {"POST", "/access/v1/evaluation", "terminal", std::string(kQuestion)},
      {"POST", "/access/v1/evaluations", "gateway", batch},
      {"POST", "/v1/acknowledgements", "admin", R"({"zone":"z","what":"gap","by":"p-1"})"},
      {"POST", "/v1/credentials/card-77", "admin",
       R"({"state":"lost","since":"2026-11-22T08:00:00+09:00"})"},
      {"POST", "/v1/erasures", "admin", R"({"person":"p-1042"})"},
      {"GET", "/v1/audit/entries?from=1&limit=2&type=a.b&order=oldest", "auditor", ""},
      {"GET", "/v1/audit/entries/2026/184502", "auditor", ""}};
  std::size_t taken = 0;
  std::size_t refused = 0;
  for (int round = 0; round < 30000; ++round) {
    auto [method, target, as, body] = valid[damage.below(valid.size())];
    if (!body.empty()) body = damage.of(body);
    if (damage.below(4) == 0) target = damage.of(target);
    if (damage.below(8) == 0) method = damage.of(method);
    if (damage.below(8) == 0) as = damage.of(as);
    bench.request_id = damage.below(8) == 0 ? damage.of("6f6b2c0e") : "";
    const std::size_t questions_before = bench.service.questions.size();
    bench.call(method, target, as, body);
    ASSERT_TRUE(bench.last()) << "answered at once";
    const unsigned status = bench.last()->status;
    ASSERT_TRUE(status == 200 || status == 400 || status == 401 || status == 403 || status == 404 ||
                status == 405 || status == 409)
        << status;
    if (status != 200) {
      ASSERT_EQ(bench.service.questions.size(), questions_before);
    }
    ASSERT_EQ(bench.last()->headers.find("\r\n\r\n"), std::string::npos);
    (status == 200 ? taken : refused) += 1;
  }
  EXPECT_GT(taken, 100u) << "some damage is harmless, or the test never came past the door";
  EXPECT_GT(refused, 1000u);
}

}  // namespace
}  // namespace zonefactor::http
