package store.retro.books;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What {@code check --provider} is asked for.
 *
 * @param since when the earliest payment was made that is looked at
 * @param apply whether what is missing is given back
 * @param atMost so many of them
 * @param settings of the service, as they were given
 */
record ProviderCheckOptions(Instant since, boolean apply, int atMost, List<String> settings) {

    private static final Set<String> FLAGS = Set.of("--provider", "--apply");
    private static final Set<String> WITH_VALUES = Set.of("--since", "--at-most");

    /**
     * Reads arguments, values with {@code =} or as the next one.
     *
     * @throws IllegalArgumentException with a sentence for the operator
     */
    static ProviderCheckOptions parse(List<String> arguments) {
        Map<String, String> given = new HashMap<>();
        List<String> settings = new ArrayList<>();
        Iterator<String> rest = arguments.iterator();
        while (rest.hasNext()) {
            String argument = rest.next();
            String name = argument.split("=", 2)[0];
            if (FLAGS.contains(argument)) {
                given.put(argument, "");
            } else if (WITH_VALUES.contains(name)) {
                given.put(name, value(argument, name, rest));
            } else if (name.startsWith("--") && name.contains(".")) {
                settings.add(argument);
            } else {
                throw new IllegalArgumentException("There is no " + argument + ".");
            }
        }
        String since = given.get("--since");
        if (since == null || !given.containsKey("--provider")) {
            throw new IllegalArgumentException("The check needs --provider and --since.");
        }
        return new ProviderCheckOptions(
                time(since),
                given.containsKey("--apply"),
                count(given.getOrDefault("--at-most", "10")),
                List.copyOf(settings));
    }

    private static String value(String argument, String name, Iterator<String> rest) {
        if (argument.length() > name.length()) {
            return argument.substring(name.length() + 1);
        }
        if (!rest.hasNext()) {
            throw new IllegalArgumentException(name + " needs a value.");
        }
        return rest.next();
    }

    private static Instant time(String text) {
        try {
            return text.contains("T")
                    ? Instant.parse(text)
                    : LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("--since is no time such as 2026-11-28 or 2026-11-28T06:00:00Z.", e);
        }
    }

    private static int count(String text) {
        if (!text.matches("[1-9][0-9]{0,5}")) {
            throw new IllegalArgumentException("--at-most is no number from 1 on.");
        }
        return Integer.parseInt(text);
    }
}
