// A small checker for the JSON Schemas in schema/: the keywords they use, and no others.
//
// A keyword it does not know is a fault, so that no schema promises what nothing checks.
#pragma once

#include <string>
#include <string_view>

namespace zonefactor::http {

// What is wrong with `json` under the schema `name` ("status"); empty where it is valid.
std::string schema_fault(const std::string& name, std::string_view json);

}  // namespace zonefactor::http
