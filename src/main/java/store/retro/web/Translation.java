package store.retro.web;

import java.util.Optional;

/** What another room's exception means to a client; each bean of this type is asked before {@code Problems} looks. */
@FunctionalInterface
public interface Translation {

    Optional<Rejection> translate(Exception exception);
}
