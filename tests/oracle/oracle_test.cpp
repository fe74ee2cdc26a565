// The product against the oracle: every short history over a small alphabet, and long random ones.
//
// Both get the same facility file and the same rehearsal lines; each question's answer must be the
// same line of text. What differs is printed as files that `zonefactor rehearse` replays.
#include <gtest/gtest.h>

#include <cstdlib>
#include <map>
#include <set>
#include <sstream>

#include "adapters/files/facility_toml.h"
#include "service/cli/rehearsal.h"
#include "tests/oracle/disputed.h"
#include "tests/oracle/random_history.h"
#include "tests/oracle/rehearsal_text.h"
#include "tests/oracle/sites.h"

namespace zonefactor::oracle {

// What GoogleTest calls a place.
static void PrintTo(const Place& place, std::ostream* out) {
  *out << place.site.name;
}

namespace {

bool full_length() {
  const char* length = std::getenv("ZONEFACTOR_TEST_LENGTH");
  return length != nullptr && std::string_view(length) == "full";
}

// The product, asked through its rehearsal.
class Product {
 public:
  explicit Product(const Site& site) {
    const auto read = files::parse_facility(facility_toml(site), "site.toml");
    if (const auto* faults = std::get_if<std::vector<files::Fault>>(&read)) {
      for (const files::Fault& fault : *faults) ADD_FAILURE() << files::to_text(fault);
      return;
    }
    facility_ = std::get<files::FacilityFile>(read).facility;
  }

  Words answers(const History& history) const {
    cli::Rehearsal rehearsal(facility_, {}, [](const std::string&) { return "no file"; });
    std::string printed;
    std::uint64_t number = 0;
    for (const Input& input : history) rehearsal.take(++number, rehearsal_line(input), printed);
    Words answers;
    std::istringstream lines(printed);
    for (std::string line; std::getline(lines, line);) {
      if (line.rfind("{\"ask\"", 0) == 0) answers.push_back(line);
    }
    return answers;
  }

 private:
  core::Facility facility_;
};

std::string as_files(const Site& site, const History& history) {
  std::string text = "--- site.toml\n" + facility_toml(site) + "--- input.jsonl\n";
  for (const Input& input : history) text += rehearsal_line(input) + "\n";
  return text;
}

std::string difference(const Words& product, const Words& oracle) {
  std::string text;
  for (std::size_t i = 0; i < std::max(product.size(), oracle.size()); ++i) {
    const std::string said = i < product.size() ? product[i] : "nothing";
    const std::string expected = i < oracle.size() ? oracle[i] : "nothing";
    if (said != expected) text += "product: " + said + "\noracle:  " + expected + "\n";
  }
  return text;
}

// Spells letters into a history: each takes the next number, and `step` passes after it.
class Speller {
 public:
  Speller(bool everyone_unknown, Ms step) : step_(step) {
    if (everyone_unknown) history_.push_back({now_, Input::start_unknown});
  }

  void spell(const Letter& letter) {
    Input input;
    now_ += step_;
    input.at = now_;
    switch (letter.what) {
      case Letter::event:
        input.told = letter.told;
        input.told.seq = ++seq_[letter.told.controller];
        break;
      case Letter::question:
        input.what = Input::question;
        input.asked = letter.asked;
        break;
      case Letter::acknowledge:
        input.what = Input::acknowledge_breach;
        input.zone = letter.zone;
        break;
      case Letter::passing_time:
        now_ += letter.passes;
        return;
      case Letter::lost:
        ++seq_["ctl"];
        return;
    }
    history_.push_back(input);
  }

  void ask(const std::vector<Question>& questions) {
    for (const Question& question : questions) {
      now_ += 1;
      Input input;
      input.at = now_;
      input.what = Input::question;
      input.asked = question;
      history_.push_back(input);
    }
  }
  void wait(Ms time) { now_ += time; }
  const History& history() const { return history_; }

 private:
  Ms step_;
  Ms now_ = kMorning;
  std::map<std::string, std::int64_t> seq_;  // by controller
  History history_;
};

// Up to the last question that product and oracle are known to read alike.
History undisputed_beginning(const Site& site, const History& history) {
  History beginning;
  for (const Input& input : history) {
    beginning.push_back(input);
    if (input.what != Input::question || !is_disputed(site, beginning)) continue;
    beginning.pop_back();
    break;
  }
  while (!beginning.empty() && beginning.back().what != Input::question) beginning.pop_back();
  return beginning;
}

// Leaves out what is not needed for the answers to differ.
History smaller(const Site& site, const Product& product, History history) {
  for (bool again = true; again;) {
    again = false;
    for (std::size_t i = history.size(); i-- > 0;) {
      History without = history;
      without.erase(without.begin() + static_cast<long>(i));
      if (undisputed_beginning(site, without).size() < without.size() ||
          product.answers(without) == answers(site, without))
        continue;
      history = without;
      again = true;
    }
  }
  return history;
}

// A few differences say enough.
class Comparison {
 public:
  explicit Comparison(const Site& site) : site_(site), product_(site) {}

  // Whether to go on.
  bool compare(const History& history, const std::string& origin) {
    ++compared_;
    if (product_.answers(history) == answers(site_, history)) return true;
    const History beginning = undisputed_beginning(site_, history);
    if (product_.answers(beginning) == answers(site_, beginning)) return true;
    const History small = smaller(site_, product_, beginning);
    std::string lines;
    for (const Input& input : small) lines += rehearsal_line(input);
    if (!printed_.insert(lines).second) return printed_.size() < 6;
    ADD_FAILURE() << origin << "\n"
                  << as_files(site_, small) << "---\n"
                  << difference(product_.answers(small), answers(site_, small));
    return printed_.size() < 6;
  }
  std::size_t compared() const { return compared_; }

 private:
  const Site& site_;
  Product product_;
  std::size_t compared_ = 0;
  std::set<std::string> printed_;
};

class EveryShortHistory : public testing::TestWithParam<Place> {};

// Counts through all words of `length` letters.
bool next_word(std::vector<std::size_t>& word, std::size_t letters) {
  for (std::size_t& digit : word) {
    if (++digit < letters) return true;
    digit = 0;
  }
  return false;
}

TEST_P(EveryShortHistory, is_answered_as_the_oracle_answers) {
  const Place& place = GetParam();
  Comparison comparison(place.site);
  const std::size_t longest = full_length() ? 5 : 4;
  for (std::size_t length = 0; length <= longest; ++length) {
    for (const bool unknown : {false, true}) {
      if (unknown && length == longest) continue;
      std::vector<std::size_t> word(length, 0);
      do {
        Speller speller(unknown, 1'000);
        for (const std::size_t letter : word) speller.spell(place.letters[letter]);
        speller.ask(place.questions);
        speller.wait(20'000);
        speller.ask(place.questions);
        if (!comparison.compare(speller.history(), place.site.name)) return;
      } while (next_word(word, place.letters.size()));
    }
  }
  std::cout << place.site.name << ": " << comparison.compared() << " histories\n";
}

INSTANTIATE_TEST_SUITE_P(Sites, EveryShortHistory, testing::ValuesIn(places()),
                         [](const auto& named) { return std::to_string(named.index); });

class LongHistories : public testing::TestWithParam<Place> {};

TEST_P(LongHistories, are_answered_as_the_oracle_answers) {
  const Place& place = GetParam();
  Comparison comparison(place.site);
  const std::uint64_t seeds = full_length() ? 20'000 : 1'000;
  std::size_t lines = 0;
  for (std::uint64_t seed = 1; seed <= seeds; ++seed) {
    const int length = 5 + static_cast<int>(seed % 60);
    const History history = random_history(place, seed, length);
    lines += history.size();
    if (!comparison.compare(history, place.site.name + ", seed " + std::to_string(seed))) break;
  }
  std::cout << place.site.name << ": " << lines << " lines\n";
}

INSTANTIATE_TEST_SUITE_P(Sites, LongHistories, testing::ValuesIn(places()),
                         [](const auto& named) { return std::to_string(named.index); });

}  // namespace
}  // namespace zonefactor::oracle
