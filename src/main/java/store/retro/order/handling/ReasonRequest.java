package store.retro.order.handling;

import jakarta.validation.constraints.NotNull;
import org.jspecify.annotations.Nullable;
import store.retro.platform.http.NonBlankText;

/** Why staff does something; no buyer sees it. */
record ReasonRequest(
        @Nullable @NotNull @NonBlankText(max = 500) String reason) {}
