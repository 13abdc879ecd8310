package store.retro.reliability;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.ArgumentsProvider;
import org.junit.jupiter.params.provider.ArgumentsSource;
import org.junit.jupiter.params.support.ParameterDeclarations;
import store.retro.fixture.NeedsBulkWrite;

/** As {@link InBothStyles}, and by the slow profile with all writes in one command, too. */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@ParameterizedTest
@ArgumentsSource(InEachStyle.Styles.class)
@interface InEachStyle {

    /** Which these are in this run. */
    final class Styles implements ArgumentsProvider {

        @Override
        public Stream<Arguments> provideArguments(ParameterDeclarations parameters, ExtensionContext context) {
            return Stream.of(Style.values())
                    .filter(style -> style != Style.MANAGED_BULK || Profile.SLOW && NeedsBulkWrite.Condition.holds())
                    .map(Arguments::of);
        }
    }
}
