package store.retro.order.events;

import java.time.Clock;
import lombok.AccessLevel;
import lombok.RequiredArgsConstructor;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import store.retro.money.StoreCurrency;
import store.retro.order.Outbox;
import store.retro.platform.background.BackgroundProperties;
import store.retro.platform.documents.StoredDocuments;

/** One and the same delivery for each of an order's two outboxes. */
@Configuration(proxyBeanMethods = false)
@RequiredArgsConstructor(access = AccessLevel.PACKAGE)
class EventConfiguration {

    private final WebhookSender receiver;
    private final EventProperties properties;
    private final StoreCurrency currency;
    private final StoredDocuments documents;
    private final BackgroundProperties background;
    private final Clock clock;

    @Bean
    OrderEvents statusEvents() {
        return events("order-events", Outbox.STATUS, Outbox.MONEY);
    }

    @Bean
    OrderEvents moneyEvents() {
        return events("money-events", Outbox.MONEY, Outbox.STATUS);
    }

    private OrderEvents events(String name, Outbox.Place mine, Outbox.Place others) {
        return new OrderEvents(name, mine, others, receiver, properties, currency, documents, background, clock);
    }
}
