package store.retro.user.account;

import jakarta.validation.constraints.NotNull;
import org.jspecify.annotations.Nullable;

/** @param confirm the caller's own id, so that nobody is erased by mistake */
record EraseRequest(@Nullable @NotNull String confirm) {}
