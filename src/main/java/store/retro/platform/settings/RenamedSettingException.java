package store.retro.platform.settings;

import java.util.Map;

/** Settings that are called otherwise now; {@link RenamedSettingAnalyzer} tells the operator how. */
class RenamedSettingException extends RuntimeException {

    private final transient Map<String, String> names;

    /** @param names those of today by the former ones that are set */
    RenamedSettingException(Map<String, String> names) {
        super("settings of former names: " + names.keySet());
        this.names = names;
    }

    Map<String, String> names() {
        return names;
    }
}
