package store.retro.payment.simulated;

import com.mongodb.client.model.Filters;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import lombok.AccessLevel;
import lombok.RequiredArgsConstructor;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.data.domain.Sort;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.data.mongodb.core.query.Update;
import store.retro.money.StoreCurrency;
import store.retro.payment.ListedPayment;
import store.retro.payment.Payment;
import store.retro.payment.PaymentGateway;
import store.retro.payment.PaymentGatewayException;
import store.retro.payment.PaymentMethod;
import store.retro.payment.PaymentRefund;
import store.retro.payment.PaymentStatus;
import store.retro.payment.ProviderPayment;
import store.retro.payment.ProviderRefund;
import store.retro.platform.documents.StoredDocuments;
import store.retro.platform.transaction.TransactionErrors;

/**
 * A payment provider for development: the names of Stripe's test payment methods, and a memory of its own in the
 * database, apart from the store's records. It counts what it has done for each payment, as real money would show.
 */
@RequiredArgsConstructor(access = AccessLevel.PACKAGE)
class SimulatedGateway implements PaymentGateway {

    private static final String ID_PREFIX = Intent.ID_PREFIX;
    private static final String CREATED_AT = "createdAt";
    private static final int PAGE = 100;
    private static final int ATTEMPTS = 10;

    private static final Map<String, PaymentStatus> OUTCOMES = Map.of(
            "pm_card_visa", PaymentStatus.AUTHORIZED,
            "pm_card_chargeDeclined", PaymentStatus.DECLINED,
            "pm_card_authenticationRequired", PaymentStatus.REQUIRES_ACTION);

    private static final List<PaymentMethod> METHODS = List.of(
            new PaymentMethod("pm_card_visa", "Card that works"),
            new PaymentMethod("pm_card_authenticationRequired", "Card whose bank asks"),
            new PaymentMethod("pm_card_chargeDeclined", "Card that is declined"));

    private final StoredDocuments memory;
    private final StoreCurrency currency;
    private final Clock clock;

    @Override
    public String name() {
        return "simulated";
    }

    @Override
    public boolean made(String providerId) {
        return providerId.startsWith(ID_PREFIX);
    }

    @Override
    public boolean accepts(String paymentMethod) {
        return OUTCOMES.containsKey(paymentMethod);
    }

    @Override
    public List<PaymentMethod> methods() {
        return METHODS;
    }

    @Override
    public ProviderPayment open(Payment payment) {
        Update once = new Update()
                .setOnInsert("userId", payment.userId())
                .setOnInsert("amount", payment.amount())
                .setOnInsert("currency", currency.code())
                .setOnInsert("status", PaymentStatus.STARTED)
                .setOnInsert(CREATED_AT, clock.instant());
        return memory.upsert(Intent.class, byId(payment.id()), once)
                .map(Intent::toProviderPayment)
                .orElseGet(() -> unknown(payment));
    }

    @Override
    public ProviderPayment authorize(Payment payment) {
        PaymentStatus outcome = OUTCOMES.getOrDefault(payment.method(), PaymentStatus.DECLINED);
        Update update = new Update().set("status", outcome);
        if (outcome == PaymentStatus.REQUIRES_ACTION) {
            update.set("clientSecret", "secret_" + UUID.randomUUID());
        }
        return move(payment, update, PaymentStatus.STARTED);
    }

    @Override
    public Optional<ProviderPayment> find(Payment payment) {
        Document found = memory.collection(Intent.class)
                .find(Filters.eq("_id", payment.id()))
                .first();
        return Optional.ofNullable(found)
                .map(intent -> readable(intent).map(Intent::toProviderPayment).orElseGet(() -> unknown(payment)));
    }

    private Optional<Intent> readable(Document intent) {
        return memory.readable(Intent.class, List.of(intent)).stream().findFirst();
    }

    /** What a provider says that has a payment, and cannot tell anything of it. */
    private ProviderPayment unknown(Payment payment) {
        return new ProviderPayment(
                ID_PREFIX + payment.id(),
                payment.userId(),
                payment.amount(),
                currency.code(),
                PaymentStatus.UNKNOWN,
                null);
    }

    @Override
    public ProviderPayment capture(Payment payment, long amount) {
        Update captured = effect(PaymentStatus.CAPTURED, "captures");
        return move(
                payment,
                amount == payment.amount() ? captured : captured.set("taken", amount),
                PaymentStatus.AUTHORIZED);
    }

    @Override
    public ProviderPayment cancel(Payment payment) {
        return move(
                payment,
                effect(PaymentStatus.VOIDED, "voids").unset("clientSecret"),
                PaymentStatus.STARTED,
                PaymentStatus.REQUIRES_ACTION,
                PaymentStatus.AUTHORIZED,
                PaymentStatus.DECLINED);
    }

    @Override
    public List<ProviderRefund> refunds(Payment payment) {
        return memory.findOne(Intent.class, byId(payment.id()))
                .map(Intent::refunds)
                .orElse(List.of());
    }

    @Override
    public ProviderRefund refund(Payment payment, PaymentRefund refund) {
        for (int i = 0; i < ATTEMPTS; i++) {
            Intent intent = memory.findOne(Intent.class, byId(payment.id()))
                    .orElseThrow(() -> new PaymentGatewayException("the provider does not know the payment", null));
            Optional<ProviderRefund> done = intent.refunds().stream()
                    .filter(each -> refund.id().equals(each.storeId()) && refund.attempt() == each.attempt())
                    .findFirst();
            if (done.isPresent()) {
                return done.get();
            }
            long left = intent.toProviderPayment().taken() - refund.amount();
            if (left < 0) {
                throw new PaymentGatewayException("there is less left of the payment than that", null);
            }
            if (intent.isChargedBack()) {
                throw new PaymentGatewayException("the payment is disputed", null);
            }
            if (memory.findAndModify(Intent.class, intent.unchanged(), given(refund, left))
                    .isPresent()) {
                return Given.of(refund).toProviderRefund();
            }
        }
        throw new PaymentGatewayException("too many refunds of the payment at once", null);
    }

    private static Update given(PaymentRefund refund, long left) {
        Document entry = new Document("refund", refund.id())
                .append("attempt", refund.attempt())
                .append("amount", refund.amount());
        Update update = new Update().push(Intent.GIVEN, entry).inc("refunds", 1);
        return left == 0 ? update.set("status", PaymentStatus.REFUNDED) : update;
    }

    /** Its memory is one store's alone. */
    @Override
    public Page list(Supplier<String> storeId, Instant since, @Nullable String after) {
        Criteria next = Criteria.where(CREATED_AT).gte(since).and("_id").gt(Objects.requireNonNullElse(after, ""));
        List<Document> stored = memory.stored(
                Intent.class, Query.query(next).with(Sort.by("_id")).limit(PAGE));
        List<ListedPayment> readable = memory.readable(Intent.class, stored).stream()
                .map(Intent::listed)
                .toList();
        return new Page(
                readable, stored.size() < PAGE ? null : stored.get(PAGE - 1).getString("_id"));
    }

    private static Update effect(PaymentStatus status, String counter) {
        return new Update().set("status", status).inc(counter, 1);
    }

    private ProviderPayment move(Payment payment, Update update, PaymentStatus... from) {
        Criteria movable = Criteria.where("_id").is(payment.id()).and("status").in((Object[]) from);
        try {
            return memory.findAndModify(Intent.class, Query.query(movable), update)
                    .map(Intent::toProviderPayment)
                    .or(() -> find(payment))
                    .orElseGet(() -> unknown(payment));
        } catch (DataAccessException e) {
            if (!TransactionErrors.isUnfitDocument(e)) {
                throw e;
            }
            return unknown(payment);
        }
    }

    /** What the buyer would do with the provider: passes or fails the action that was required. */
    boolean complete(String paymentId, PaymentStatus outcome) {
        Criteria waiting = Criteria.where("_id").is(paymentId).and("status").is(PaymentStatus.REQUIRES_ACTION);
        Update update = new Update().set("status", outcome).unset("clientSecret");
        return memory.update(Intent.class, Query.query(waiting), update);
    }

    private static Query byId(String id) {
        return Query.query(Criteria.where("_id").is(id));
    }

    @Override
    public Set<String> movedBetween(Instant from, Instant to) {
        Criteria then = Criteria.where("movedAt").gte(from).lt(to);
        return memory.stored(Intent.class, Query.query(then)).stream()
                .map(intent -> ID_PREFIX + intent.get("_id"))
                .collect(Collectors.toUnmodifiableSet());
    }
}
