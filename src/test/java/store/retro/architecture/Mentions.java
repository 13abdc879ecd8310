package store.retro.architecture;

import java.lang.reflect.Member;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The classes and members that a document mentions in its inline code. */
final class Mentions {

    /** A block of code is passed over before code within a line is looked for. */
    private static final Pattern CODE = Pattern.compile("```[\\s\\S]*?```|`([^`\n]+)`");

    /** Packages, a class, a member: {@code order/placing/Checkout.checkOut}. What follows a sign is no name of ours. */
    private static final Pattern NAME = Pattern.compile("(?<![\\w/.$@{+:-])"
            + "((?:[a-z]+/)*)"
            + "([A-Z][A-Za-z0-9]*)"
            + "(?:[.#]([A-Za-z]\\w*))?"
            + "(?![\\w/$-])");

    private static final Pattern CAMEL_CASE = Pattern.compile("[A-Z][A-Za-z0-9]*[a-z][A-Za-z0-9]*[A-Z][A-Za-z0-9]*");
    private static final Pattern WORD = Pattern.compile("[A-Z][a-z]+");

    /** Where names come from that are not ours: a class of one of them is known without a list. */
    private static final List<String> FOREIGN_PACKAGES = List.of(
            "java.lang",
            "java.util",
            "java.util.concurrent",
            "java.time",
            "com.mongodb",
            "com.mongodb.client",
            "org.springframework.core.retry",
            "org.springframework.dao",
            "org.springframework.data.mongodb",
            "org.springframework.data.mongodb.core",
            "org.springframework.http",
            "org.springframework.transaction",
            "org.springframework.transaction.annotation",
            "org.springframework.web.filter",
            "org.springframework.web.servlet.mvc.method.annotation");

    /** No classes at all: MongoDB's labels and names of errors, and Stripe's objects. */
    private static final Set<String> FOREIGN_NAMES = Set.of(
            "TransientTransactionError",
            "UnknownTransactionCommitResult",
            "RetryableWriteError",
            "WriteConflict",
            "NoSuchTransaction",
            "PaymentIntent");

    private static final List<Path> SOURCES = Stream.of(Sources.MAIN, Sources.TEST)
            .flatMap(root -> Sources.files(root, ".java").stream().map(root::relativize))
            .toList();

    private Mentions() {}

    /** Those of nothing that exists, as they stand in the document. */
    static List<String> ofNothing(String markdown) {
        return CODE.matcher(markdown)
                .results()
                .map(code -> code.group(1))
                .filter(Objects::nonNull)
                .flatMap(code -> NAME.matcher(code).results().filter(name -> looksLikeAClass(name, code)))
                .filter(name -> !exists(name.group(1), name.group(2), name.group(3)))
                .map(MatchResult::group)
                .distinct()
                .toList();
    }

    /** By its packages, its member or a second capital; or it is all of the code. */
    private static boolean looksLikeAClass(MatchResult name, String code) {
        String type = name.group(2);
        return CAMEL_CASE.matcher(type).matches()
                || WORD.matcher(type).matches()
                        && (!name.group(1).isEmpty() || name.group(3) != null || type.equals(code));
    }

    private static boolean exists(String packages, String type, @Nullable String member) {
        Path inPackage = Path.of("store/retro", packages, type + ".java");
        List<Path> sources = SOURCES.stream()
                .filter(source -> packages.isEmpty() ? source.endsWith(type + ".java") : source.equals(inPackage))
                .toList();
        if (sources.isEmpty()) {
            return packages.isEmpty() && (isForeign(type) || Files.exists(Path.of(type)));
        }
        return member == null || sources.stream().anyMatch(source -> hasMember(source, member));
    }

    private static boolean isForeign(String type) {
        return FOREIGN_NAMES.contains(type)
                || FOREIGN_PACKAGES.stream()
                        .anyMatch(name -> classOf(name + "." + type).isPresent());
    }

    private static boolean hasMember(Path source, String member) {
        String name = source.toString().replaceAll("\\.java$", "").replaceAll("[/\\\\]", ".");
        return classOf(name).stream()
                .flatMap(type -> Stream.<Class<?>>iterate(type, Objects::nonNull, Class::getSuperclass))
                .flatMap(type -> Stream.of(
                                Stream.of(type.getDeclaredMethods()).map(Member::getName),
                                Stream.of(type.getDeclaredFields()).map(Member::getName),
                                Stream.of(type.getDeclaredClasses()).map(Class::getSimpleName))
                        .flatMap(names -> names))
                .anyMatch(member::equals);
    }

    private static Optional<Class<?>> classOf(String name) {
        try {
            return Optional.of(Class.forName(name, false, Mentions.class.getClassLoader()));
        } catch (ClassNotFoundException e) {
            return Optional.empty();
        }
    }
}
