package store.retro.user.account;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.springframework.stereotype.Component;
import store.retro.platform.background.BackgroundJob;
import store.retro.platform.background.BackgroundProperties;
import store.retro.platform.background.LeasedWorkQueue;
import store.retro.platform.background.LeasedWorkQueue.Claim;
import store.retro.platform.background.WaitingWork;
import store.retro.platform.documents.StoredDocuments;
import store.retro.user.PersonalData;
import store.retro.user.User;
import store.retro.user.Users;

/** Empties what is kept of users who were erased, in steps: whoever dies on the way has done some of it. */
@Component
class ErasureWork implements BackgroundJob {

    /** A request that has found the user before the mark was set has ended by then, with whatever it writes. */
    private static final Duration LAST_LOOK_AFTER = Duration.ofMinutes(1);

    private final List<PersonalData> data;
    private final LeasedWorkQueue<User> work;
    private final Clock clock;

    ErasureWork(List<PersonalData> data, StoredDocuments documents, BackgroundProperties properties, Clock clock) {
        this.data = data;
        this.clock = clock;
        this.work = new LeasedWorkQueue<>(documents, User.class, Users.ERASURE, "_id", null, properties, clock);
    }

    @Override
    public String name() {
        return "erasures";
    }

    @Override
    public String kind() {
        return "erasures";
    }

    @Override
    public boolean doNext() {
        return work.doNext(users -> this::empty);
    }

    private void empty(Claim<User> claim) {
        Instant erasedAt = claim.document().erasedAt();
        if (erasedAt == null) {
            work.finish(claim);
            return;
        }
        Instant lastLook = erasedAt.plus(LAST_LOOK_AFTER);
        if (emptySome(claim.document().id())) {
            work.again(claim);
        } else if (clock.instant().isBefore(lastLook)) {
            work.later(claim, lastLook);
        } else {
            work.finish(claim);
        }
    }

    /** Whether there may be more. */
    boolean emptySome(String userId) {
        return data.stream().filter(each -> each.emptySome(userId)).count() > 0;
    }

    @Override
    public WaitingWork waiting() {
        return work.waiting();
    }
}
