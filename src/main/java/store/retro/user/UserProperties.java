package store.retro.user;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * The users.
 *
 * @param provision who makes them: {@code first-sight}, the store itself from their tokens, or {@code none}, others. By
 *     default the store where issuer and audience of its tokens are configured
 */
@ConfigurationProperties("store.users")
record UserProperties(@Nullable Provision provision) {

    enum Provision {
        FIRST_SIGHT,
        NONE
    }
}
