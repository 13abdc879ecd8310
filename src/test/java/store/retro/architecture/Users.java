package store.retro.architecture;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvent;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Who uses a package's public types, and who its description says does. */
final class Users {

    private static final Pattern SENTENCE = Pattern.compile("Used by ((?:[^.{]*\\{@code [\\w.]+})+)\\.\\s*\\*/");
    private static final Pattern NAME = Pattern.compile("\\{@code ([\\w.]+)}");

    private Users() {}

    /** For a public type: some package uses it, and each that does is named. */
    static ArchCondition<JavaClass> areNamedByThePackage() {
        return new ArchCondition<>("be used by other packages, and only by those that its package names") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                Set<String> named = named(type.getPackage());
                Set<String> using = packagesUsing(Stream.of(type), type.getPackage());
                if (using.isEmpty()) {
                    events.add(violated(type, "is public, and no other package uses it"));
                }
                using.stream()
                        .filter(name -> named.stream().noneMatch(end -> isCalled(name, end)))
                        .forEach(name ->
                                events.add(violated(type, "is used by " + name + ", which its package does not name")));
            }
        };
    }

    /** For the description of a package. */
    static ArchCondition<JavaClass> areThosePackagesThatItNames() {
        return new ArchCondition<>("name only packages that use its public types") {
            @Override
            public void check(JavaClass description, ConditionEvents events) {
                JavaPackage described = description.getPackage();
                Set<String> using = packagesUsing(described.getClasses().stream(), described);
                named(described).stream()
                        .filter(end -> using.stream().noneMatch(name -> isCalled(name, end)))
                        .forEach(end ->
                                events.add(violated(description, "names " + end + ", which uses nothing of it")));
            }
        };
    }

    static boolean isPublicAtTopLevel(JavaClass type) {
        return type.isTopLevelClass() && type.getModifiers().contains(JavaModifier.PUBLIC);
    }

    private static Set<String> named(JavaPackage described) {
        return described.getClasses().stream()
                .filter(type -> type.getSimpleName().equals("package-info"))
                .map(Sources::of)
                .map(SENTENCE::matcher)
                .filter(Matcher::find)
                .flatMap(sentence -> NAME.matcher(sentence.group(1)).results())
                .map(name -> name.group(1))
                .collect(Collectors.toSet());
    }

    /** Whoever uses a nested type uses the type it is nested in; whoever catches an exception uses it, too. */
    private static Set<String> packagesUsing(Stream<JavaClass> types, JavaPackage own) {
        Set<JavaClass> used = types.collect(Collectors.toSet());
        return root(own).getClassesInPackageTree().stream()
                .filter(type -> !type.getPackage().equals(own))
                .filter(type -> knownTo(type).anyMatch(known -> used.contains(topLevel(known))))
                .map(JavaClass::getPackageName)
                .collect(Collectors.toSet());
    }

    private static Stream<JavaClass> knownTo(JavaClass type) {
        return Stream.concat(
                type.getDirectDependenciesFromSelf().stream().map(Dependency::getTargetClass),
                type.getCodeUnits().stream()
                        .flatMap(code -> code.getTryCatchBlocks().stream())
                        .flatMap(block -> block.getCaughtThrowables().stream()));
    }

    private static JavaPackage root(JavaPackage own) {
        return own.getParent().map(Users::root).orElse(own);
    }

    private static JavaClass topLevel(JavaClass type) {
        JavaClass top = type;
        while (top.getEnclosingClass().isPresent()) {
            top = top.getEnclosingClass().get();
        }
        return top;
    }

    private static boolean isCalled(String name, String end) {
        return name.endsWith("." + end);
    }

    private static ConditionEvent violated(JavaClass type, String how) {
        return SimpleConditionEvent.violated(type, "Class <%s> %s".formatted(type.getName(), how));
    }
}
