package store.retro.payment.handling;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import java.util.List;
import java.util.function.Consumer;
import lombok.AccessLevel;
import lombok.RequiredArgsConstructor;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.stereotype.Component;
import store.retro.money.StoreCurrency;
import store.retro.payment.Payment;
import store.retro.payment.PaymentStatus;
import store.retro.platform.documents.StoredDocuments;
import store.retro.user.PersonalData;

/** The payments that a user has started. */
@Component
@RequiredArgsConstructor(access = AccessLevel.PACKAGE)
class PaymentsOfUser implements PersonalData {

    private static final int PAGE = 100;
    private static final String HASH = "requestHash";
    private static final String SECRET = "clientSecret";

    private static final int AT_ONCE = 1_000;

    private final Payments payments;
    private final PaymentRelease releases;
    private final StoredDocuments documents;
    private final PaymentProperties properties;
    private final StoreCurrency currency;

    @Override
    public String name() {
        return "payments";
    }

    /** With what could finish them left out. */
    @Override
    public void export(String userId, Consumer<Object> each) {
        String last = "";
        List<Payment> page;
        do {
            page = payments.page(userId, PAGE, last);
            for (Payment payment : page) {
                each.accept(PaymentResponse.of(payment, properties, currency).withClientSecret(null));
                last = payment.id();
            }
        } while (page.size() == PAGE);
    }

    /** Those that no order has are given back. */
    @Override
    public void letGo(String userId) {
        Criteria open =
                Criteria.where(Payments.USER_ID).is(userId).and("status").in(Payments.before(PaymentStatus.VOIDED));
        documents
                .readable(Payment.class, documents.stored(Payment.class, Query.query(open)))
                .forEach(releases::releaseUnlessUsed);
    }

    @Override
    public boolean emptySome(String userId) {
        Criteria full = Criteria.where(Payments.USER_ID)
                .is(userId)
                .orOperator(
                        Criteria.where(HASH).exists(true),
                        Criteria.where(SECRET).exists(true));
        Query some = Query.query(full).limit(AT_ONCE);
        some.fields().include("_id");
        List<Object> ids = documents.stored(Payment.class, some).stream()
                .map(payment -> payment.get("_id"))
                .toList();
        documents
                .collection(Payment.class)
                .updateMany(
                        Filters.and(Filters.eq(Payments.USER_ID, userId), Filters.in("_id", ids)),
                        Updates.combine(Updates.unset(HASH), Updates.unset(SECRET)));
        return ids.size() == AT_ONCE;
    }
}
