package store.retro.user;

import java.security.Principal;
import java.time.Clock;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.data.mongodb.core.query.Update;
import org.springframework.stereotype.Component;
import store.retro.platform.problem.ProblemException;
import store.retro.platform.security.Caller;
import store.retro.platform.security.TokenAudience;
import store.retro.user.UserProperties.Provision;

/** Makes users of those who come with a token, where that is wanted, and keeps what it says of them. */
@Component
public class UserProvisioning {

    private final Users users;
    private final Clock clock;
    private final boolean atFirstSight;

    UserProvisioning(Users users, UserProperties properties, TokenAudience audience, Clock clock) {
        this.users = users;
        this.clock = clock;
        @Nullable Provision provision = properties.provision();
        this.atFirstSight = provision == null ? audience.isKnown() : provision == Provision.FIRST_SIGHT;
    }

    /**
     * The user of a token, made of it where there was none.
     *
     * @throws ProblemException {@code unknown-user}, also where there was one who was erased
     */
    public User require(Principal caller) {
        return users.require(caller.getName(), () -> atFirstSight ? made(Caller.of(caller)) : Optional.empty());
    }

    /** As {@link #require}, brought up to date; but staff that only looks is made no user. */
    public User refreshed(Principal caller) {
        if (!atFirstSight) {
            return users.require(caller.getName());
        }
        Caller now = Caller.of(caller);
        User user = users.require(now.id(), () -> now.ofStaff() ? Optional.empty() : made(now));
        Update news = news(user, now);
        return news.getUpdateObject().isEmpty()
                ? user
                : users.change(user.id(), news).orElseThrow(Users::unknownUser);
    }

    private Optional<User> made(Caller caller) {
        Update user = new Update()
                .setOnInsert("name", caller.nameOrId())
                .setOnInsert(Users.LIFE_TIME_VALUE, 0L)
                .setOnInsert("createdAt", clock.instant());
        if (caller.email() != null) {
            user.setOnInsert("email", caller.email());
        }
        return users.insertOnce(caller.id(), user);
    }

    /** What a token does not say stays as it is: not each client asks for all of it. */
    private static Update news(User user, Caller now) {
        Update news = new Update();
        if (now.name() != null && !now.name().equals(user.name())) {
            news.set("name", now.name());
        }
        if (now.tellsEmail() && !Objects.equals(now.email(), user.email())) {
            if (now.email() == null) {
                news.unset("email");
            } else {
                news.set("email", now.email());
            }
        }
        return news;
    }
}
