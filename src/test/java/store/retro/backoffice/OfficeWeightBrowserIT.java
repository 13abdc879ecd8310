package store.retro.backoffice;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What all of the back office weighs, every view opened, with an empty cache. */
class OfficeWeightBrowserIT extends OfficeTest {

    private static final int BYTES = 80_000;

    @Test
    void staysWithinItsBudget() {
        browser.cdp("Network.enable", Map.of());
        browser.cdp("Network.clearBrowserCache", Map.of());
        signInAs("staff");
        String order = sold("game-boy", 1);
        browser.leave();
        browser.go("/");
        List.of(
                        "/orders/" + order,
                        "/orders",
                        "/products",
                        "/products/game-boy",
                        "/new-product",
                        "/customers",
                        "/stuck")
                .forEach(browser::go);
        Map<?, ?> seen = (Map<?, ?>) browser.script("""
            const files = ['navigation', 'resource'].flatMap((type) => performance.getEntriesByType(type))
                .filter(({name}) => !name.includes('/images/') && !name.includes('/staff/'));
            return {
                requests: files.length,
                bytes: files.reduce((sum, {transferSize}) => sum + transferSize, 0),
                outside: files.map(({name}) => name).filter((name) => !name.startsWith(location.origin)),
            };
            """);
        System.out.println("All of the back office: " + seen);

        assertThat(((Number) seen.get("bytes")).intValue()).isLessThan(BYTES);
        assertThat((List<?>) seen.get("outside")).isEmpty();
    }
}
