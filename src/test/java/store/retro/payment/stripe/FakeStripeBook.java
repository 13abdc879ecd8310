package store.retro.payment.stripe;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The refunds and disputes of {@link FakeStripe}, and the events that tell how they have ended, each listed as Stripe
 * lists them: the latest first, by when it was made, page by page.
 *
 * @see <a href="https://docs.stripe.com/api/refunds/object">Stripe: the Refund object</a>
 * @see <a href="https://docs.stripe.com/api/disputes/object">Stripe: the Dispute object</a>
 * @see <a href="https://docs.stripe.com/api/events/list">Stripe: list all events</a>
 */
final class FakeStripeBook {

    private static final AtomicInteger NUMBERS = new AtomicInteger();

    private final List<Refund> refunds = new CopyOnWriteArrayList<>();
    private final List<Dispute> disputes = new CopyOnWriteArrayList<>();
    private final List<Event> events = new CopyOnWriteArrayList<>();
    private volatile int pageSize = 100;

    /** Gives no more at once than so many, however many are asked for. */
    void hasPagesOf(int size) {
        pageSize = size;
    }

    Refund refund(String intent, long amount, Map<String, String> metadata) {
        long before =
                refunds.stream().filter(each -> each.intent.equals(intent)).count();
        Refund refund = new Refund("re_" + intent + "_" + before, intent, amount, metadata, Instant.now());
        refunds.add(refund);
        return refund;
    }

    /** What a capture of a part lets go, as Stripe lists it: a refund that has moved nothing. */
    void letsGo(String intent, long amount) {
        refund(intent, amount, Map.of()).letGo = true;
    }

    Dispute dispute(String intent, long amount) {
        Dispute dispute = new Dispute("du_" + NUMBERS.incrementAndGet(), intent, amount, Instant.now());
        disputes.add(dispute);
        return dispute;
    }

    /** A refund that Stripe had called succeeded did not reach the buyer after all. */
    void fails(Refund refund) {
        refund.status = "failed";
        events.add(new Event("refund.failed", refund.json()));
    }

    void ends(Dispute dispute, String status) {
        dispute.status = status;
        events.add(new Event("charge.dispute.closed", dispute.json()));
    }

    Stream<Refund> refundsOf(String intent) {
        return refunds.stream().filter(refund -> refund.intent.equals(intent) && !refund.letGo);
    }

    Stream<Dispute> disputesOf(String intent) {
        return disputes.stream().filter(dispute -> dispute.intent.equals(intent));
    }

    /** What of a payment was given back, in flight or arrived. */
    long refunded(String intent) {
        return refundsOf(intent)
                .filter(refund -> !refund.status.equals("failed"))
                .mapToLong(refund -> refund.amount)
                .sum();
    }

    /** Whether a dispute of the payment keeps its charge from being refunded. */
    boolean isChargedBack(String intent) {
        return disputesOf(intent)
                .anyMatch(dispute ->
                        !dispute.refundable && !List.of("won", "warning_closed").contains(dispute.status));
    }

    String list(String path, Map<String, String> form) {
        Stream<? extends Listed> all = switch (path) {
            case "/v1/refunds" -> refunds.stream();
            case "/v1/disputes" -> disputes.stream();
            case "/v1/events" -> events.stream().filter(event -> form.containsValue(event.type));
            default -> Stream.<Listed>of();
        };
        List<? extends Listed> latestFirst = all.filter(wanted(form)).collect(Collectors.toList());
        Collections.reverse(latestFirst);
        String after = form.get("starting_after");
        List<? extends Listed> rest = latestFirst.stream()
                .dropWhile(each -> after != null && !each.id.equals(after))
                .skip(after == null ? 0 : 1)
                .toList();
        long limit = Math.min(pageSize, Long.parseLong(form.getOrDefault("limit", "10")));
        return """
            {"object": "list", "url": "%s", "has_more": %b, "data": [%s]}\
            """.formatted(
                        path,
                        rest.size() > limit,
                        rest.stream().limit(limit).map(Listed::json).collect(Collectors.joining(", ")));
    }

    private static Predicate<Listed> wanted(Map<String, String> form) {
        long from = Long.parseLong(form.getOrDefault("created[gte]", "0"));
        long to = Long.parseLong(form.getOrDefault("created[lt]", "99999999999"));
        String intent = form.get("payment_intent");
        return each -> each.created.getEpochSecond() >= from
                && each.created.getEpochSecond() < to
                && (intent == null || intent.equals(each.intent));
    }

    /** Something that is listed. */
    abstract static class Listed {

        final String id;
        final String intent;

        /** May be set back, so that it is found by no look at what is new. */
        volatile Instant created;

        Listed(String id, String intent, Instant created) {
            this.id = id;
            this.intent = intent;
            this.created = created;
        }

        abstract String json();
    }

    static final class Refund extends Listed {

        final long amount;
        private final Map<String, String> metadata;
        volatile String status = "succeeded";

        /** Whether it stands in Stripe's own books yet. */
        volatile boolean booked = true;

        /** Whether it is what a capture of a part has let go, which Stripe lists as well. */
        private boolean letGo;

        private Refund(String id, String intent, long amount, Map<String, String> metadata, Instant created) {
            super(id, intent, created);
            this.amount = amount;
            this.metadata = metadata;
        }

        Map<String, String> metadata() {
            return metadata;
        }

        @Override
        String json() {
            String pairs = metadata.entrySet().stream()
                    .map(entry -> "\"%s\": \"%s\"".formatted(entry.getKey(), entry.getValue()))
                    .collect(Collectors.joining(", "));
            return """
                {"id": "%s", "object": "refund", "amount": %d, "currency": "usd", "charge": "ch_%s",
                 "payment_intent": "%s", "status": "%s", "created": %d, "balance_transaction": %s,
                 "metadata": {%s}}\
                """.formatted(
                            id,
                            amount,
                            intent,
                            intent,
                            status,
                            created.getEpochSecond(),
                            letGo || !booked ? "null" : "\"txn_" + id + "\"",
                            pairs);
        }
    }

    static final class Dispute extends Listed {

        private final long amount;
        volatile String status = "needs_response";
        volatile boolean refundable;

        private Dispute(String id, String intent, long amount, Instant created) {
            super(id, intent, created);
            this.amount = amount;
        }

        @Override
        String json() {
            return """
                {"id": "%s", "object": "dispute", "amount": %d, "currency": "usd", "charge": "ch_%s",
                 "payment_intent": "%s", "status": "%s", "is_charge_refundable": %b, "created": %d,
                 "balance_transactions": [], "livemode": false, "metadata": {}, "reason": "general"}\
                """.formatted(id, amount, intent, intent, status, refundable, created.getEpochSecond());
        }
    }

    private static final class Event extends Listed {

        private final String type;
        private final String about;

        private Event(String type, String about) {
            super("evt_" + NUMBERS.incrementAndGet(), "", Instant.now());
            this.type = type;
            this.about = about;
        }

        @Override
        String json() {
            return """
                {"id": "%s", "object": "event", "type": "%s", "api_version": "2020-08-27", "created": %d,
                 "livemode": false, "data": {"object": %s}}\
                """.formatted(id, type, created.getEpochSecond(), about);
        }
    }
}
