package store.retro.reliability;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * How often the service was killed at each stop, and how often it is still to be. A machine that is too busy to hold
 * all at once holds fewer, in more kills.
 */
final class KillTally {

    private static final int PATIENCE = 3;

    private final Map<Operation, Scorecard.Line> lines = new EnumMap<>(Operation.class);
    private final Map<HoldPoint, Integer> missing = new LinkedHashMap<>();
    private int kills;
    private int inVain;
    private int atOnce;

    /**
     * @param times how often it is to be killed at each
     * @param style of the service, and what else is to be said of it
     */
    KillTally(Steps steps, Times times, Style style, String how) {
        for (Operation operation : Operation.values()) {
            String what = "kill -9 while %s, before and after each of %d steps%s"
                    .formatted(operation.words(), steps.of(operation).size(), how);
            lines.put(
                    operation,
                    Scorecard.line(2, what, style).asks(2L * steps.of(operation).size() * times.asked()));
        }
        ofThisRun(steps.stops(), style).forEach(stop -> missing.put(stop, times.now()));
        atOnce = missing.size();
    }

    /** Every build strikes half of them in one style and the others in the other, the slow profile all in both. */
    private static List<HoldPoint> ofThisRun(List<HoldPoint> stops, Style style) {
        if (Profile.SLOW) {
            return stops;
        }
        List<HoldPoint> shuffled = new ArrayList<>(stops);
        new Seeded(Profile.SEED).shuffle(shuffled);
        int half = shuffled.size() / 2;
        return style == Style.MANAGED ? shuffled.subList(0, half) : shuffled.subList(half, shuffled.size());
    }

    /** Whether it is to be killed again; not once several kills in a row have met nothing. */
    boolean goesOn() {
        return !missing.isEmpty() && inVain < PATIENCE;
    }

    /** Which kill is next, from zero. */
    int kills() {
        return kills;
    }

    /** Where it is to be killed next. */
    List<HoldPoint> next(Seeded random) {
        List<HoldPoint> stops = new ArrayList<>(missing.keySet());
        random.shuffle(stops);
        return stops.subList(0, Math.min(atOnce, stops.size()));
    }

    /** Of all operations. */
    List<Scorecard.Line> lines() {
        return List.copyOf(lines.values());
    }

    /**
     * Counts one kill.
     *
     * @param tried where it was to be killed
     * @param hit where it was
     */
    void count(List<HoldPoint> tried, Set<HoldPoint> hit) {
        kills++;
        for (HoldPoint stop : tried) {
            line(stop.operation()).count(hit.contains(stop));
        }
        inVain = hit.isEmpty() ? inVain + 1 : 0;
        if (hit.size() < tried.size() / 2) {
            atOnce = tried.size() / 2;
        }
        hit.forEach(stop -> missing.computeIfPresent(stop, (same, left) -> left > 1 ? left - 1 : null));
        lines.values().forEach(line -> line.remark("kills in all: " + kills));
    }

    private Scorecard.Line line(Operation operation) {
        return Objects.requireNonNull(lines.get(operation));
    }

    void requireAll() {
        assertThat(missing).as("where it was not killed often enough").isEmpty();
    }
}
