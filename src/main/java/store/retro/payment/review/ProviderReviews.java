package store.retro.payment.review;

import com.mongodb.client.model.IndexModel;
import com.mongodb.client.model.Updates;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
import java.util.stream.Collectors;
import lombok.extern.slf4j.Slf4j;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.data.mongodb.core.query.Update;
import org.springframework.stereotype.Component;
import store.retro.payment.PaidOrders;
import store.retro.payment.PaymentGateway;
import store.retro.payment.PaymentGatewayException;
import store.retro.payment.handling.PaymentLookup;
import store.retro.platform.background.BackgroundJob;
import store.retro.platform.background.BackgroundProperties;
import store.retro.platform.background.LeasedWorkQueue;
import store.retro.platform.background.LeasedWorkQueue.Claim;
import store.retro.platform.background.WaitingWork;
import store.retro.platform.background.WorkState;
import store.retro.platform.documents.StoredDocuments;
import store.retro.platform.mongo.StoredCollection;

/**
 * Once an hour, whichever instance comes first lets all payments be read again that their provider has moved since the
 * last look: that makes up for what its webhooks never told. After a long absence it catches up by the hour.
 */
@Component
@Slf4j
class ProviderReviews implements BackgroundJob, StoredCollection {

    static final String COLLECTION = "providerReviews";

    private static final Duration HOUR = Duration.ofHours(1);
    private static final int JITTER_SECONDS = 300;

    /** A provider's lists may lag behind, and its clock may differ. */
    private static final Duration OVERLAP = Duration.ofMinutes(5);

    private final Map<String, PaymentGateway> providers;
    private final PaymentLookup payments;
    private final PaidOrders orders;
    private final StoredDocuments documents;
    private final Clock clock;
    private final LeasedWorkQueue<ProviderReview> work;
    private volatile boolean begun;

    ProviderReviews(
            ObjectProvider<PaymentGateway> providers,
            PaymentLookup payments,
            PaidOrders orders,
            StoredDocuments documents,
            BackgroundProperties properties,
            Clock clock) {
        this.providers =
                providers.stream().collect(Collectors.toUnmodifiableMap(ProviderReview::idOf, Function.identity()));
        this.payments = payments;
        this.orders = orders;
        this.documents = documents;
        this.clock = clock;
        this.work = new LeasedWorkQueue<>(
                documents, ProviderReview.class, ProviderReview.DUE, "_id", null, properties, clock);
    }

    @Override
    public String collection() {
        return COLLECTION;
    }

    @Override
    public List<IndexModel> indexes() {
        return List.of(LeasedWorkQueue.index(ProviderReview.DUE));
    }

    @Override
    public String name() {
        return "provider-reviews";
    }

    @Override
    public String kind() {
        return "payments";
    }

    @Override
    public boolean doNext() {
        if (!begun) {
            providers.keySet().forEach(this::begin);
            begun = true;
        }
        return work.doNext(reviews -> this::review);
    }

    /** What was before the first one, nobody asks for. */
    private void begin(String id) {
        Instant now = clock.instant();
        Update once = new Update()
                .setOnInsert(ProviderReview.SINCE, now)
                .setOnInsert(ProviderReview.DUE, WorkState.at(now.plus(HOUR)));
        documents.upsert(ProviderReview.class, Query.query(Criteria.where("_id").is(id)), once);
    }

    private void review(Claim<ProviderReview> claim) {
        Instant now = clock.instant();
        ProviderReview review = claim.document();
        PaymentGateway provider = providers.get(review.id());
        if (provider == null) {
            work.later(claim, now.plus(HOUR));
            return;
        }
        Instant caughtUp = review.since().plus(HOUR);
        Instant to = caughtUp.isBefore(now) ? caughtUp : now;
        try {
            provider.movedBetween(review.since().minus(OVERLAP), to.plus(OVERLAP))
                    .forEach(payments::movedAtProvider);
            orders.readDisputesAgain();
            Instant next = caughtUp.isBefore(now) ? now : now.plus(HOUR).minusSeconds(jitter());
            work.later(claim, next, Updates.set(ProviderReview.SINCE, to));
        } catch (PaymentGatewayException e) {
            if (work.postpone(claim, e.getMessage())) {
                log.warn("what {} has done cannot be looked through: {}", review.id(), e.getMessage());
            }
        }
    }

    /** So that stores of one account do not stay in step. */
    private static int jitter() {
        return ThreadLocalRandom.current().nextInt(JITTER_SECONDS);
    }

    @Override
    public WaitingWork waiting() {
        return work.waiting();
    }
}
