package store.retro.platform.settings;

import java.util.Locale;
import java.util.stream.Collectors;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Explains a refused start; registered in {@code META-INF/spring.factories}. */
class RenamedSettingAnalyzer extends AbstractFailureAnalyzer<RenamedSettingException> {

    RenamedSettingAnalyzer() {}

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, RenamedSettingException cause) {
        String description = cause.names().entrySet().stream()
                .map(name -> "The setting " + name.getKey() + " is called " + name.getValue() + " now.")
                .collect(Collectors.joining("\n"));
        String action = cause.names().values().stream()
                .map(name -> "Set " + name + " (" + variable(name) + ") instead.")
                .collect(Collectors.joining("\n"));
        return new FailureAnalysis(description, action, cause);
    }

    private static String variable(String setting) {
        return setting.replace('.', '_').replace('-', '_').toUpperCase(Locale.ROOT);
    }
}
