package store.retro.storefront;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import store.retro.fixture.browser.BrowserTest;

/** The budget of a first look at the page, with an empty cache; docs/storefront.md states it. */
class WeightBrowserIT extends BrowserTest {

    private static final int REQUESTS = 45;
    private static final int BYTES = 65_000;
    private static final int FIRST_PICTURE_MILLISECONDS = 1_500;

    @Test
    void staysWithinItsBudget() {
        Map<?, ?> seen = firstLook();
        System.out.println("The page at first sight: " + seen);

        assertThat(number(seen, "requests")).isLessThanOrEqualTo(REQUESTS);
        assertThat(number(seen, "bytes")).isLessThanOrEqualTo(BYTES);
        assertThat((List<?>) seen.get("outside")).isEmpty();
    }

    /** The best of three looks: the page is on trial, not what else this machine is busy with. */
    @Test
    void showsTheFirstPictureInTime() {
        long best = LongStream.generate(() -> number(firstLook(), "picture"))
                .limit(3)
                .min()
                .orElseThrow();

        assertThat(best).isLessThanOrEqualTo(FIRST_PICTURE_MILLISECONDS);
    }

    private Map<?, ?> firstLook() {
        browser.cdp("Network.enable", Map.of());
        browser.cdp("Network.clearBrowserCache", Map.of());
        browser.leave();
        browser.go("/");
        browser.see(".card img");
        browser.pause(1_500);
        return (Map<?, ?>) browser.script("""
                const all = ['navigation', 'resource'].flatMap((type) => performance.getEntriesByType(type));
                const pictures = all.filter(({name}) => name.includes('/images/'));
                return {
                    requests: all.length,
                    bytes: all.reduce((sum, {transferSize}) => sum + transferSize, 0),
                    picture: Math.round(Math.min(...pictures.map(({responseEnd}) => responseEnd))),
                    outside: all.map(({name}) => name).filter((name) => !name.startsWith(location.origin)),
                };
                """);
    }

    private static long number(Map<?, ?> seen, String name) {
        return ((Number) seen.get(name)).longValue();
    }
}
