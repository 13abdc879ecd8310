package store.retro.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.EvaluationResult;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class ArchitectureTest {

    private static final JavaClasses STORE = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("store.retro");

    private static final JavaClasses STORE_AND_TESTS = new ClassFileImporter()
            .withImportOption(location -> !location.contains("/architecture/planted/"))
            .importPackages("store.retro");

    private static final JavaClasses PLANTED =
            new ClassFileImporter().importPackages("store.retro.architecture.planted");

    /** Whom a line of a failure accuses: what it names first. */
    private static final Pattern ACCUSED = Pattern.compile("(?m)^[^<\n]*<store\\.retro\\.([^<>(]+)");

    static Stream<Arguments> rules() {
        return Stream.of(Rule.values()).map(rule -> arguments(rule, String.join(" and ", rule.planted())));
    }

    static Stream<Arguments> arrows() {
        return Stream.of(arguments("platform", Rule.Places.IN_PLATFORM), arguments("order", Rule.Places.IN_ORDER));
    }

    @ParameterizedTest(name = "{0}")
    @EnumSource
    void holds(Rule rule) {
        EvaluationResult result = rule.rule().evaluate(rule.concernsTests() ? STORE_AND_TESTS : STORE);

        assertThat(result.hasViolation())
                .as("%s: %s", rule, result.getFailureReport())
                .isFalse();
    }

    @ParameterizedTest(name = "{0} catches {1}")
    @MethodSource("rules")
    void catchesWhatIsPlantedForItAndNothingElse(Rule rule, String planted) {
        EvaluationResult result = rule.rule().evaluate(PLANTED);

        assertThat(accused(result))
                .as("what %s catches; it should be %s: %s", rule, planted, result.getFailureReport())
                .containsExactlyInAnyOrderElementsOf(rule.planted());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("arrows")
    void startAtEachPackage(String room, Arrows arrows) {
        Set<String> packages =
                STORE.stream().filter(arrows::concerns).map(arrows::placeOf).collect(Collectors.toSet());

        assertThat(arrows.places()).as(room).isEqualTo(packages);
    }

    private static Set<String> accused(EvaluationResult result) {
        return result.getFailureReport().getDetails().stream()
                .flatMap(detail -> ACCUSED.matcher(detail).results())
                .map(found -> plantedClass("store.retro." + found.group(1)))
                .collect(Collectors.toSet());
    }

    private static String plantedClass(String typeOrMember) {
        return PLANTED.stream()
                .filter(type -> (typeOrMember + ".").startsWith(type.getName() + "."))
                .map(JavaClass::getSimpleName)
                .findFirst()
                .orElse(typeOrMember);
    }
}
