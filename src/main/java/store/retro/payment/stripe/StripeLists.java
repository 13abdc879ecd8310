package store.retro.payment.stripe;

import com.stripe.exception.CardException;
import com.stripe.exception.InvalidRequestException;
import com.stripe.model.Dispute;
import com.stripe.model.HasId;
import com.stripe.model.Refund;
import com.stripe.model.StripeCollection;
import com.stripe.param.DisputeListParams;
import com.stripe.param.EventListParams;
import com.stripe.param.RefundListParams;
import com.stripe.service.V1Services;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import lombok.AccessLevel;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;
import store.retro.payment.PaymentGatewayException;
import store.retro.payment.stripe.ResilientStripeClient.Request;
import tools.jackson.databind.json.JsonMapper;

/**
 * What Stripe lists, page by page. Its lists are by when a thing was made; that it has become another since, only its
 * events tell, which it keeps for thirty days.
 *
 * @see <a href="https://docs.stripe.com/api/pagination">Stripe: pagination</a>
 */
@RequiredArgsConstructor(access = AccessLevel.PACKAGE)
class StripeLists {

    static final long PAGE = 100;
    static final String THE_STORE = "the store";

    private static final int MOST_PAGES_OF_A_PAYMENT = 20;
    private static final JsonMapper JSON = JsonMapper.shared();

    /** The former name of {@code refund.updated} and {@code refund.failed} is still told to accounts of that time. */
    private static final List<String> ENDS = List.of(
            "refund.updated",
            "refund.failed",
            "charge.refund.updated",
            "charge.dispute.closed",
            "charge.dispute.funds_withdrawn",
            "charge.dispute.funds_reinstated");

    private final V1Services stripe;
    private final ResilientStripeClient calls;

    /**
     * The refunds of a PaymentIntent.
     *
     * @throws PaymentGatewayException also when there are more than anybody can have made
     */
    List<Refund> refunds(String user, String intent) {
        return all(
                user,
                MOST_PAGES_OF_A_PAYMENT,
                refunds(RefundListParams.builder().setPaymentIntent(intent)));
    }

    private Function<@Nullable String, Request<StripeCollection<Refund>>> refunds(RefundListParams.Builder params) {
        return after -> options -> stripe.refunds()
                .list(params.setLimit(PAGE).setStartingAfter(after).build(), options);
    }

    /** The disputes of a PaymentIntent, the latest first. */
    List<Dispute> disputes(String user, String intent) {
        return disputes(user, DisputeListParams.builder().setPaymentIntent(intent));
    }

    private List<Dispute> disputes(String user, DisputeListParams.Builder params) {
        return all(
                user,
                after -> options -> stripe.disputes()
                        .list(params.setLimit(PAGE).setStartingAfter(after).build(), options));
    }

    /** The PaymentIntents that were refunded or disputed then, or whose refund or dispute has come to another end. */
    Set<String> movedBetween(Instant from, Instant to) {
        long begin = from.getEpochSecond();
        long end = to.getEpochSecond();
        Set<String> moved = new LinkedHashSet<>();
        all(
                        THE_STORE,
                        refunds(RefundListParams.builder()
                                .setCreated(RefundListParams.Created.builder()
                                        .setGte(begin)
                                        .setLt(end)
                                        .build())))
                .forEach(refund -> moved.add(refund.getPaymentIntent()));
        disputes(
                        THE_STORE,
                        DisputeListParams.builder()
                                .setCreated(DisputeListParams.Created.builder()
                                        .setGte(begin)
                                        .setLt(end)
                                        .build()))
                .forEach(dispute -> moved.add(dispute.getPaymentIntent()));
        ended(begin, end).forEach(moved::add);
        // those of a bare charge have none
        moved.remove(null);
        return moved;
    }

    private List<String> ended(long begin, long end) {
        EventListParams.Builder params = EventListParams.builder()
                .addAllType(ENDS)
                .setCreated(EventListParams.Created.builder()
                        .setGte(begin)
                        .setLt(end)
                        .build());
        return all(
                        THE_STORE,
                        after -> options -> stripe.events()
                                .list(
                                        params.setLimit(PAGE)
                                                .setStartingAfter(after)
                                                .build(),
                                        options))
                .stream()
                .map(event -> JSON.readTree(event.getDataObjectDeserializer().getRawJson()))
                .flatMap(about -> StripeWebhook.paymentIntent(about).stream())
                .toList();
    }

    private <T extends HasId> List<T> all(
            String user, Function<@Nullable String, Request<StripeCollection<T>>> pageAfter) {
        return all(user, Integer.MAX_VALUE, pageAfter);
    }

    private <T extends HasId> List<T> all(
            String user, int mostPages, Function<@Nullable String, Request<StripeCollection<T>>> pageAfter) {
        List<T> all = new ArrayList<>();
        @Nullable String last = null;
        for (int i = 0; i < mostPages; i++) {
            StripeCollection<T> page = page(user, pageAfter.apply(last));
            all.addAll(page.getData());
            last = next(page);
            if (last == null) {
                return all;
            }
        }
        throw new PaymentGatewayException("Stripe lists more of it than anybody can have made", null);
    }

    /** After which the next page begins; null on the last one. */
    static @Nullable String next(StripeCollection<? extends HasId> page) {
        List<? extends HasId> all = page.getData();
        boolean more = Boolean.TRUE.equals(page.getHasMore()) && !all.isEmpty();
        return more ? all.get(all.size() - 1).getId() : null;
    }

    /** @throws PaymentGatewayException when Stripe cannot be asked now, or refuses for good */
    <T extends HasId> StripeCollection<T> page(String user, Request<StripeCollection<T>> request) {
        try {
            return calls.send(user, null, request);
        } catch (InvalidRequestException | CardException e) {
            throw calls.refused(e);
        }
    }
}
