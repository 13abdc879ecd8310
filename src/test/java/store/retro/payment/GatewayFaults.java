package store.retro.payment;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import store.retro.money.AmountRange;

/** Stands before the payment provider and lets it fail when asked to. */
@TestConfiguration(proxyBeanMethods = false)
public class GatewayFaults {

    private volatile Fault fault = Fault.NONE;
    private final AtomicInteger hits = new AtomicInteger();
    private final Map<String, Integer> calls = new ConcurrentHashMap<>();
    private final AtomicReference<@Nullable Meanwhile> meanwhile = new AtomicReference<>();
    private Random random = new Random();

    /** What may happen to a call. */
    public enum Fault {
        NONE,
        /** It takes a while. */
        SLOW,
        /** Nothing is done, and the caller is told so, more or less. */
        DOWN,
        /** It is done, and the caller hears nothing of it. */
        DONE_BUT_TIMED_OUT,
        /** It is asked for twice, as a network may, and done as often as the provider sees fit. */
        TWICE,
        /** The buyer's bank refuses to hold the amount, though the card is a good one. */
        DECLINED
    }

    /** Stands before every provider, whatever its package calls it. */
    @Bean
    static BeanPostProcessor faultyGateways(ObjectProvider<GatewayFaults> faults) {
        return new BeanPostProcessor() {
            @Override
            public Object postProcessAfterInitialization(Object bean, String name) {
                return bean instanceof PaymentGateway provider ? faults.getObject().new Faulty(provider) : bean;
            }
        };
    }

    /** Lets about a third of the calls meet the fault from now on. */
    public synchronized void begin(Fault next, long seed) {
        random = new Random(seed);
        hits.set(0);
        fault = next;
    }

    /** @return how many calls have met it */
    public int end() {
        fault = Fault.NONE;
        return hits.get();
    }

    /**
     * How often the provider was asked to move this payment's money: {@code capture}, {@code cancel} or {@code refund}.
     */
    public int calls(String action, String paymentId) {
        return calls.getOrDefault(action + " " + paymentId, 0);
    }

    /**
     * Lets something happen, once, while the next call that moves money is under way: before it has its effect, or
     * after that and before it is answered.
     */
    public void meanwhile(boolean after, Runnable happening) {
        meanwhile.set(new Meanwhile(after, happening));
    }

    /** Whether that has not happened yet. */
    public boolean waits() {
        return meanwhile.get() != null;
    }

    private record Meanwhile(boolean after, Runnable happening) {}

    private void happens(boolean after) {
        Meanwhile waiting = meanwhile.get();
        if (waiting != null && waiting.after == after && meanwhile.compareAndSet(waiting, null)) {
            CompletableFuture.runAsync(waiting.happening).join();
        }
    }

    private <T> T moves(String action, Payment payment, Supplier<T> call) {
        calls.merge(action + " " + payment.id(), 1, Integer::sum);
        happens(false);
        T moved = call(call);
        happens(true);
        return moved;
    }

    private synchronized boolean strikes() {
        boolean strikes = random.nextInt(3) == 0;
        if (strikes) {
            hits.incrementAndGet();
        }
        return strikes;
    }

    private <T> T call(Supplier<T> call) {
        Fault now = fault;
        if (now == Fault.NONE || now == Fault.DECLINED || !strikes()) {
            return call.get();
        }
        switch (now) {
            case SLOW -> pause();
            case TWICE -> call.get();
            case DONE_BUT_TIMED_OUT -> {
                call.get();
                throw new PaymentGatewayException("a fault: timed out", null);
            }
            default -> throw new PaymentGatewayException("a fault: down", null);
        }
        return call.get();
    }

    /** As it would be with a card that the simulated provider declines. */
    private static Payment declined(Payment payment) {
        return new Payment(
                payment.id(),
                payment.userId(),
                payment.amount(),
                payment.currency(),
                payment.status(),
                "pm_card_chargeDeclined",
                payment.provider(),
                payment.providerId(),
                payment.live(),
                payment.clientSecret(),
                payment.idempotencyKey(),
                payment.requestHash(),
                payment.createdAt(),
                payment.captureBefore(),
                payment.release());
    }

    private static void pause() {
        try {
            Thread.sleep(30);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private final class Faulty implements PaymentGateway {

        private final PaymentGateway provider;

        Faulty(PaymentGateway provider) {
            this.provider = provider;
        }

        @Override
        public String name() {
            return provider.name();
        }

        @Override
        public boolean made(String providerId) {
            return provider.made(providerId);
        }

        @Override
        public @Nullable Boolean live() {
            return provider.live();
        }

        @Override
        public Set<String> movedBetween(Instant from, Instant to) {
            return call(() -> provider.movedBetween(from, to));
        }

        @Override
        public boolean accepts(String paymentMethod) {
            return provider.accepts(paymentMethod);
        }

        @Override
        public AmountRange amounts() {
            return provider.amounts();
        }

        @Override
        public ProviderPayment open(Payment payment) {
            return call(() -> provider.open(payment));
        }

        @Override
        public ProviderPayment authorize(Payment payment) {
            boolean declined = fault == Fault.DECLINED && strikes();
            return call(() -> provider.authorize(declined ? declined(payment) : payment));
        }

        @Override
        public Optional<ProviderPayment> find(Payment payment) {
            return call(() -> provider.find(payment));
        }

        @Override
        public ProviderPayment capture(Payment payment, long amount) {
            return moves("capture", payment, () -> provider.capture(payment, amount));
        }

        @Override
        public ProviderPayment cancel(Payment payment) {
            return moves("cancel", payment, () -> provider.cancel(payment));
        }

        @Override
        public List<ProviderRefund> refunds(Payment payment) {
            return call(() -> provider.refunds(payment));
        }

        @Override
        public ProviderRefund refund(Payment payment, PaymentRefund refund) {
            return moves("refund", payment, () -> provider.refund(payment, refund));
        }

        @Override
        public Page list(Supplier<String> storeId, Instant since, @Nullable String after) {
            return call(() -> provider.list(storeId, since, after));
        }
    }
}
