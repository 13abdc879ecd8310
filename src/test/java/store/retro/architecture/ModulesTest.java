package store.retro.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;
import org.springframework.modulith.core.ApplicationModule;
import org.springframework.modulith.core.ApplicationModules;
import org.springframework.modulith.core.Violations;
import store.retro.RetroStore;

/** Rooms use each other as their descriptions allow, and only what is meant for others. */
class ModulesTest {

    private static final ApplicationModules STORE = ApplicationModules.of(RetroStore.class);

    @Test
    void roomsDependOnWhatTheyMay() {
        STORE.verify();
    }

    /** A room that says nothing may depend on all. */
    @Test
    void eachRoomSaysWhatItMayDependOn() {
        assertThat(STORE)
                .extracting(room -> room.getIdentifier().toString())
                .containsExactlyInAnyOrder(
                        "backoffice",
                        "books",
                        "money",
                        "order",
                        "payment",
                        "platform",
                        "product",
                        "storefront",
                        "user");
        assertThat(STORE.stream().map(ApplicationModule::getBasePackage))
                .allSatisfy(base -> assertThat(base.getAnnotation(org.springframework.modulith.ApplicationModule.class))
                        .as(base.getName())
                        .hasValueSatisfying(room -> assertThat(room.allowedDependencies())
                                .doesNotContain(org.springframework.modulith.ApplicationModule.OPEN_TOKEN)));
    }

    @Test
    void aRoomThatKnowsAnotherAgainstTheArrowIsFound() {
        ApplicationModules planted = ApplicationModules.of(
                "store.retro.architecture.planted.modules", ImportOption.Predefined.ONLY_INCLUDE_TESTS);

        assertThatExceptionOfType(Violations.class)
                .isThrownBy(planted::verify)
                .withMessageContaining("Module 'money' depends on module 'user'")
                .withMessageContaining("KnowsAUser");
    }
}
