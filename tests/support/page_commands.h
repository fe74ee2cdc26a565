// The commands of a document, so that a test can run each and compare what it prints with the page.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace zonefactor::support {

struct PageCommand {
  std::string script;  // a block ```sh
  std::string shown;   // the block ```text right below it; empty: the page shows nothing
};

std::vector<PageCommand> page_commands(std::string_view page);

}  // namespace zonefactor::support
