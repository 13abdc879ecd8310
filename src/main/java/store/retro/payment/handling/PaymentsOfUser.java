package store.retro.payment.handling;

import java.util.List;
import java.util.function.Consumer;
import lombok.AccessLevel;
import lombok.RequiredArgsConstructor;
import org.springframework.stereotype.Component;
import store.retro.money.StoreCurrency;
import store.retro.payment.Payment;
import store.retro.user.PersonalData;

/** The payments that a user has started. */
@Component
@RequiredArgsConstructor(access = AccessLevel.PACKAGE)
class PaymentsOfUser implements PersonalData {

    private static final int PAGE = 100;

    private final Payments payments;
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
}
