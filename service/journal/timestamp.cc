#include "service/journal/timestamp.h"

#include <openssl/asn1.h>
#include <openssl/objects.h>
#include <openssl/ts.h>

#include <cassert>
#include <cstring>
#include <ctime>
#include <memory>

#include "service/journal/sha256.h"

namespace zonefactor::journal {

namespace {

template <auto Free>
struct Freeing {
  template <class T>
  void operator()(T* held) const {
    Free(held);
  }
};
template <class T, auto Free>
using Held = std::unique_ptr<T, Freeing<Free>>;

using Request = Held<TS_REQ, TS_REQ_free>;
using Answer = Held<TS_RESP, TS_RESP_free>;
using Imprint = Held<TS_MSG_IMPRINT, TS_MSG_IMPRINT_free>;
using Algorithm = Held<X509_ALGOR, X509_ALGOR_free>;
using Number = Held<ASN1_INTEGER, ASN1_INTEGER_free>;
using Token = Held<PKCS7, PKCS7_free>;
using Info = Held<TS_TST_INFO, TS_TST_INFO_free>;

// The DER bytes of an object.
template <class T, class Write>
std::string der(T* object, Write write) {
  const int size = write(object, nullptr);
  assert(size > 0);
  std::string bytes(static_cast<std::size_t>(size), '\0');
  auto* at = reinterpret_cast<unsigned char*>(bytes.data());
  write(object, &at);
  return bytes;
}

Number number_of(std::uint64_t value) {
  Number number(ASN1_INTEGER_new());
  [[maybe_unused]] const int done = ASN1_INTEGER_set_uint64(number.get(), value);
  assert(done == 1);
  return number;
}

// What the token says of the stamped bytes.
bool is_about(TS_TST_INFO* info, std::string_view stamped, std::uint64_t nonce) {
  TS_MSG_IMPRINT* imprint = TS_TST_INFO_get_msg_imprint(info);
  const ASN1_OBJECT* algorithm = nullptr;
  X509_ALGOR_get0(&algorithm, nullptr, nullptr, TS_MSG_IMPRINT_get_algo(imprint));
  const ASN1_OCTET_STRING* digest = TS_MSG_IMPRINT_get_msg(imprint);
  const Digest expected = sha256(stamped);
  if (OBJ_obj2nid(algorithm) != NID_sha256 ||
      ASN1_STRING_length(digest) != static_cast<int>(expected.size()) ||
      std::memcmp(ASN1_STRING_get0_data(digest), expected.data(), expected.size()) != 0) {
    return false;
  }
  const ASN1_INTEGER* answered = TS_TST_INFO_get_nonce(info);
  const Number asked = number_of(nonce);
  return answered != nullptr && ASN1_INTEGER_cmp(answered, asked.get()) == 0;
}

}  // namespace

std::string timestamp_request(std::string_view stamped, std::uint64_t nonce) {
  const Algorithm algorithm(X509_ALGOR_new());
  X509_ALGOR_set0(algorithm.get(), OBJ_nid2obj(NID_sha256), V_ASN1_NULL, nullptr);
  Digest digest = sha256(stamped);
  const Imprint imprint(TS_MSG_IMPRINT_new());
  const Request request(TS_REQ_new());
  const Number number = number_of(nonce);
  [[maybe_unused]] const bool done =
      TS_MSG_IMPRINT_set_algo(imprint.get(), algorithm.get()) == 1 &&
      TS_MSG_IMPRINT_set_msg(imprint.get(), digest.data(), static_cast<int>(digest.size())) == 1 &&
      TS_REQ_set_version(request.get(), 1) == 1 &&
      TS_REQ_set_msg_imprint(request.get(), imprint.get()) == 1 &&
      TS_REQ_set_nonce(request.get(), number.get()) == 1 &&
      TS_REQ_set_cert_req(request.get(), 1) == 1;
  assert(done);
  return der(request.get(), i2d_TS_REQ);
}

std::optional<std::string> token_of(std::string_view answer, std::string_view stamped,
                                    std::uint64_t nonce, std::string* why) {
  const auto refuse = [why](const char* words) {
    if (why) *why = words;
    return std::nullopt;
  };
  if (answer.size() > kMaxTimestampBytes) return refuse("the answer is too large");
  const auto* at = reinterpret_cast<const unsigned char*>(answer.data());
  const auto* const end = at + answer.size();
  const Answer parsed(d2i_TS_RESP(nullptr, &at, static_cast<long>(answer.size())));
  if (!parsed || at != end) return refuse("the answer is no time-stamp response");
  const long status =
      ASN1_INTEGER_get(TS_STATUS_INFO_get0_status(TS_RESP_get_status_info(parsed.get())));
  if (status != TS_STATUS_GRANTED && status != TS_STATUS_GRANTED_WITH_MODS)
    return refuse("the authority did not grant it");
  PKCS7* token = TS_RESP_get_token(parsed.get());
  TS_TST_INFO* info = TS_RESP_get_tst_info(parsed.get());
  if (token == nullptr || info == nullptr) return refuse("the answer has no token");
  if (!is_about(info, stamped, nonce)) return refuse("the token is about something else");
  std::string bytes = der(token, i2d_PKCS7);
  if (!time_of_token(bytes)) return refuse("the token has no time that can be read");
  return bytes;
}

std::optional<std::int64_t> time_of_token(std::string_view token) {
  const auto* at = reinterpret_cast<const unsigned char*>(token.data());
  const Token parsed(d2i_PKCS7(nullptr, &at, static_cast<long>(token.size())));
  if (!parsed || !PKCS7_type_is_signed(parsed.get())) return std::nullopt;
  const Info info(PKCS7_to_TS_TST_INFO(parsed.get()));
  std::tm time{};
  if (!info || ASN1_TIME_to_tm(TS_TST_INFO_get_time(info.get()), &time) != 1) return std::nullopt;
  return timegm(&time);
}

}  // namespace zonefactor::journal
