package store.retro.architecture.planted.user;

import org.springframework.transaction.annotation.Transactional;

/** Begins a transaction where nobody looks for one. */
class BeginsATransaction {

    @Transactional
    public void spend() {}
}
