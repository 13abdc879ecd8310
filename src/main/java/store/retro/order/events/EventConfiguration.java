package store.retro.order.events;

import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import store.retro.money.StoreCurrency;
import store.retro.order.Outbox;
import store.retro.platform.background.BackgroundProperties;
import store.retro.platform.mongo.StoredDocuments;

@Configuration(proxyBeanMethods = false)
class EventConfiguration {

    @Bean
    OrderEvents statusEvents(
            WebhookSender receiver,
            EventProperties properties,
            StoreCurrency currency,
            StoredDocuments documents,
            BackgroundProperties background,
            Clock clock) {
        return new OrderEvents(
                "order-events",
                Outbox.STATUS,
                Outbox.MONEY,
                receiver,
                properties,
                currency,
                documents,
                background,
                clock);
    }

    @Bean
    OrderEvents moneyEvents(
            WebhookSender receiver,
            EventProperties properties,
            StoreCurrency currency,
            StoredDocuments documents,
            BackgroundProperties background,
            Clock clock) {
        return new OrderEvents(
                "money-events",
                Outbox.MONEY,
                Outbox.STATUS,
                receiver,
                properties,
                currency,
                documents,
                background,
                clock);
    }
}
