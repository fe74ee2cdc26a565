// How PostgresStore asks the database: on its live session, in the port's words where that fails.
// For the store's own sources; its users see no third-party type.
#pragma once

#include <pqxx/nontransaction>
#include <pqxx/result>

#include "adapters/postgres/failure.h"
#include "adapters/postgres/postgres_store.h"
#include "adapters/postgres/session.h"

namespace zonefactor::postgres {

// Runs `work` on a live session; whatever the library throws becomes StoreUnavailable.
template <class Work>
auto PostgresStore::serve(Work work) {
  try {
    pqxx::nontransaction transaction(session().connection());
    return work(transaction);
  } catch (const ports::StoreUnavailable&) {
    throw;
  } catch (const std::exception& failure) {
    if (!session_ || session_->lives()) throw ports::StoreUnavailable(words_of(failure));
    session_.reset();
    throw ports::StoreUnavailable(words_of_break());
  }
}

}  // namespace zonefactor::postgres
