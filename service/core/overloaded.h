// One visitor out of several lambdas, for std::visit.
#pragma once

namespace zonefactor::core {

template <class... Visitors>
struct Overloaded : Visitors... {
  using Visitors::operator()...;
};
template <class... Visitors>
Overloaded(Visitors...) -> Overloaded<Visitors...>;

}  // namespace zonefactor::core
