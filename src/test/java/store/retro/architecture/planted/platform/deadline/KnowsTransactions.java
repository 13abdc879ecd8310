package store.retro.architecture.planted.platform.deadline;

import store.retro.architecture.planted.platform.transaction.PlantedTransaction;

/** Depends against the arrow. */
abstract class KnowsTransactions {

    abstract PlantedTransaction transaction();
}
