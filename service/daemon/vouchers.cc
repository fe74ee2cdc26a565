#include "service/daemon/vouchers.h"

#include <fmt/format.h>

#include <stdexcept>
#include <utility>

#include "adapters/timestamp/timestamp_client.h"
#include "adapters/witness/witness_client.h"
#include "service/core/overloaded.h"
#include "service/daemon/randomness.h"

namespace zonefactor::daemon {

namespace {

constexpr int kDoesNotFollow = 422;

class RemoteWitness final : public ports::Witness {
 public:
  explicit RemoteWitness(const witness::WitnessAddress& address)
      : name_(address.key.name), client_(address) {}

  const std::string& name() const override { return name_; }

  Answer cosign(std::uint64_t old_size, const std::vector<ports::Digest>& proof,
                const std::string& note) override {
    const auto cosigned = [](const witness::SignatureLines& answer) -> Answer {
      Cosigned good;
      for (const journal::SignatureLine& line : answer.lines) good.lines += journal::line_of(line);
      return good;
    };
    return std::visit(
        core::Overloaded{
            cosigned,
            [](const witness::Conflict& conflict) -> Answer { return Conflict{conflict.size}; },
            [](const witness::Refused& refused) -> Answer {
              if (refused.status == kDoesNotFollow) return Disputed{words_of(refused)};
              return Failed{words_of(refused)};
            },
            [](const witness::Unreachable& away) -> Answer { return Failed{away.why}; }},
        client_.cosign(old_size, proof, note));
  }

  Held held(const std::string& origin) override {
    return std::visit(
        core::Overloaded{
            [](const witness::HeldNote& note) -> Held { return Note{note.bytes}; },
            [](const witness::Refused& refused) -> Held { return Failed{words_of(refused)}; },
            [](const witness::Unreachable& away) -> Held { return Failed{away.why}; }},
        client_.held(origin));
  }

 private:
  static std::string words_of(const witness::Refused& refused) {
    return fmt::format("it answered {}: {}", refused.status, refused.words);
  }

  std::string name_;
  witness::WitnessClient client_;
};

}  // namespace

std::variant<engine::Witnesses, std::vector<files::Fault>> make_witnesses(
    const config::FacilityService& facility) {
  engine::Witnesses witnesses;
  std::vector<files::Fault> faults;
  const auto fault = [&](const config::LogWitness& of, std::string what) {
    faults.push_back({fmt::format("facility {}, witness {}", facility.id, of.url), 0,
                      std::move(what),
                      "write what `zonefactor-witness vkey` prints on its machine"});
  };
  for (const config::LogWitness& configured : facility.witnesses) {
    std::string why;
    const auto key = journal::parse_verifier_key(configured.vkey, &why);
    if (!key || key->type != journal::KeyType::cosignature) {
      fault(configured, key ? "its vkey is that of a log, not of a witness" : "its vkey: " + why);
      continue;
    }
    try {
      witness::WitnessAddress address;
      address.url = configured.url;
      address.ca_file = configured.ca_file;
      address.key = *key;
      witnesses.push_back(std::make_shared<RemoteWitness>(address));
    } catch (const std::invalid_argument& wrong) {
      fault(configured, wrong.what());
    }
  }
  if (!faults.empty()) return faults;
  return witnesses;
}

std::variant<Authority, files::Fault> make_authority(const config::FacilityService& facility) {
  if (!facility.timestamps) return Authority();
  const auto nonce = [] {
    std::uint64_t number = 0;
    fill_randomly(reinterpret_cast<std::uint8_t*>(&number), sizeof number);
    return number >> 1;  // positive, whoever reads it
  };
  try {
    return std::make_shared<timestamp::TimestampClient>(
        timestamp::AuthorityAddress{facility.timestamps->url, facility.timestamps->ca_file}, nonce);
  } catch (const std::invalid_argument& wrong) {
    return files::Fault{"facility " + facility.id, 0, wrong.what(), "mend [facility.timestamps]"};
  }
}

}  // namespace zonefactor::daemon
