package store.retro.payment.review;

import java.time.Instant;
import org.springframework.data.mongodb.core.mapping.Document;
import org.springframework.data.mongodb.core.mapping.MongoId;
import store.retro.payment.PaymentGateway;
import store.retro.platform.background.WorkState;

/**
 * How far a provider has been looked through.
 *
 * @param id of the provider and its mode, so that one whose key changes is looked through from then on
 * @param since up to when
 * @param due the next look
 */
@Document(ProviderReviews.COLLECTION)
record ProviderReview(@MongoId String id, Instant since, WorkState due) {

    static final String DUE = "due";
    static final String SINCE = "since";

    static String idOf(PaymentGateway provider) {
        Boolean live = provider.live();
        return live == null ? provider.name() : provider.name() + (live ? " live" : " test");
    }
}
