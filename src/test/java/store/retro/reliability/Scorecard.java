package store.retro.reliability;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;

/** What this run has tried, hit and found: one line for each row, style and database. */
final class Scorecard {

    private static final Map<String, Line> LINES = new ConcurrentSkipListMap<>();

    private Scorecard() {}

    /** The line of a row; {@code what} says which part of the row this is. */
    static Line line(int row, String what, Style style) {
        return line(row, what, style.toString());
    }

    static Line line(int row, String what, String style) {
        return line(row, what, style, ServerKind.ofThisRun());
    }

    /** The line of a row that is tried on another database than the rest of this run. */
    static Line line(int row, String what, String style, String database) {
        return LINES.computeIfAbsent(
                "%02d %s %s %s".formatted(row, what, style, database), key -> new Line(row, what, style, database));
    }

    static List<ScorecardLine> lines() {
        return LINES.values().stream().map(Line::counted).toList();
    }

    /**
     * One attempt that hits faults of several lines at once, which it counts itself.
     *
     * @param number of the attempt, from zero; each has the next seed
     * @throws AssertionError when something wrong is found, with the seed
     */
    static void attempt(List<Line> lines, int number, Shared attempt) {
        long seed = Profile.SEED + number;
        try {
            attempt.run(new Seeded(seed));
        } catch (Exception | AssertionError e) {
            lines.forEach(line -> line.wrong.incrementAndGet());
            throw new AssertionError(
                    "%s, and %d more: to repeat it, -Dreliability.seed=%d"
                            .formatted(lines.get(0), lines.size() - 1, seed),
                    e);
        }
    }

    /** One line of the table, while it is counted. */
    static final class Line {

        private final int row;
        private final String what;
        private final String style;
        private final String database;
        private final AtomicLong asked = new AtomicLong();
        private final AtomicLong tried = new AtomicLong();
        private final AtomicLong hits = new AtomicLong();
        private final AtomicLong wrong = new AtomicLong();
        private volatile String remark = "";

        private Line(int row, String what, String style, String database) {
            this.row = row;
            this.what = what;
            this.style = style;
            this.database = database;
        }

        /**
         * Tries it so many times, each with the next seed.
         *
         * @throws AssertionError when something wrong is found, with the seed; when no fault was hit in all of them
         */
        void run(Times times, Attempt attempt) {
            long before = hits.get();
            asked.addAndGet(times.asked());
            for (int i = 0; i < times.now(); i++) {
                long seed = Profile.SEED + i;
                tried.incrementAndGet();
                try {
                    hits.addAndGet(attempt.run(new Seeded(seed)));
                } catch (Exception | AssertionError e) {
                    wrong.incrementAndGet();
                    throw new AssertionError("%s: to repeat it, -Dreliability.seed=%d".formatted(this, seed), e);
                }
            }
            if (hits.get() == before) {
                wrong.incrementAndGet();
                throw new AssertionError(this + ": no fault was hit");
            }
        }

        /** How many faults it is asked for. */
        Line asks(long faults) {
            asked.set(faults);
            return this;
        }

        /** Counts one fault that was tried. */
        void count(boolean hit) {
            tried.incrementAndGet();
            if (hit) {
                hits.incrementAndGet();
            }
        }

        @Override
        public String toString() {
            return "row %d (%s), %s".formatted(row, what, style);
        }

        /** A number worth knowing, for the last column. */
        Line remark(String text) {
            remark = text;
            return this;
        }

        private ScorecardLine counted() {
            return new ScorecardLine(
                    row,
                    what,
                    style,
                    asked.get(),
                    tried.get(),
                    hits.get(),
                    wrong.get() == 0 ? ScorecardLine.NOTHING : wrong.get() + " ×",
                    database,
                    Profile.SEED,
                    remark);
        }
    }

    /** One attempt for several lines. */
    @FunctionalInterface
    interface Shared {

        void run(Seeded random) throws Exception;
    }

    /** One attempt. */
    @FunctionalInterface
    interface Attempt {

        /** @return how many faults were really hit */
        long run(Seeded random) throws Exception;
    }
}
