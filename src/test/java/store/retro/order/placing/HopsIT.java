package store.retro.order.placing;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.event.CommandListener;
import com.mongodb.event.CommandStartedEvent;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.mongodb.autoconfigure.MongoClientSettingsBuilderCustomizer;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import store.retro.fixture.Shop;
import store.retro.fixture.StoreTest;

/** The way of an order, as the stack shows it when the driver is asked to insert it: each class once. */
@StoreTest
@Import(HopsIT.Stacks.class)
class HopsIT {

    @TestConfiguration(proxyBeanMethods = false)
    static class Stacks implements CommandListener {

        private final List<List<String>> inserts = Collections.synchronizedList(new ArrayList<>());

        @Bean
        MongoClientSettingsBuilderCustomizer stacks() {
            return settings -> settings.addCommandListener(this);
        }

        @Override
        public void commandStarted(CommandStartedEvent event) {
            if (insertsOrders(event)) {
                inserts.add(hops(Thread.currentThread().getStackTrace()));
            }
        }

        /** Where the server can, the order goes with the other writes. */
        private static boolean insertsOrders(CommandStartedEvent event) {
            return event.getCommandName().equals("bulkWrite")
                    || event.getCommandName().equals("insert")
                            && event.getCommand().getString("insert").getValue().equals("orders");
        }

        /** From the controller on; a lambda counts with its class, filters and proxies do not. */
        private static List<String> hops(StackTraceElement[] stack) {
            List<String> hops = new ArrayList<>();
            for (StackTraceElement frame : stack) {
                String type = frame.getClassName().replaceFirst("\\$.*", "");
                boolean ours = type.startsWith("store.retro.")
                        && !type.endsWith("IT")
                        && !frame.getClassName().contains("$$");
                if (ours
                        && !type.endsWith("Filter")
                        && (hops.isEmpty() || !hops.get(0).equals(type))) {
                    hops.add(0, type);
                }
            }
            return hops;
        }
    }

    @Autowired
    private Shop shop;

    @Autowired
    private Stacks stacks;

    @Test
    void entersEachClassOnce() {
        shop.buyer().buys(shop.console(100, 10).times(1));

        List<String> hops = stacks.inserts.get(0);
        System.out.println("The way of an order: " + String.join(" > ", hops));
        assertThat(hops.get(0)).endsWith("PlaceOrderController");
        assertThat(hops).doesNotHaveDuplicates().hasSizeLessThanOrEqualTo(7);
    }
}
