// What may stand as an account name or a credential's number, in every file that can name them.
//
// Promise: what looks like a PIN or a biometric template is refused before anything keeps it, and
// no refusal repeats it (interfaces.md section 2).
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "service/core/words.h"
#include "service/ports/service.h"

namespace zonefactor::files {

inline constexpr std::size_t kMaxAccountBytes = 128;
inline constexpr std::size_t kMaxNumberBytes = 128;
inline constexpr std::int64_t kMaxNumberBits = 1024;

// What is wrong with an account name ("is empty"), or nothing.
std::string fault_of_account(std::string_view name);

struct NumberVerdict {
  std::string what;  // empty: it may be kept
  std::string remedy;
};
NumberVerdict judge_number(core::Method kind, const ports::CredentialNumber& number);

// Why a number that may be kept is hardly what its reader tells; empty where there is nothing odd.
std::string oddity_of(const ports::CredentialNumber& number);

}  // namespace zonefactor::files
