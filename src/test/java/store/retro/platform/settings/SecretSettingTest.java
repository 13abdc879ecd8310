package store.retro.platform.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import store.retro.platform.problem.StartRefusedException;

class SecretSettingTest {

    @ParameterizedTest
    @ValueSource(strings = {"sk_1", "sk_1\n", "sk_1\r\n", " sk_1\t"})
    void isTrimmed(String value) {
        assertThat(SecretSetting.trimmed("a.setting", value)).isEqualTo("sk_1");
    }

    @Test
    void mayBeAbsent() {
        assertThat(SecretSetting.trimmed("a.setting", null)).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"sk_1\nsk_2", "sk 1", "sk_ü", "sk_\u00a01"})
    void isRefusedWithSomethingElseInIt(String value) {
        assertThatExceptionOfType(StartRefusedException.class)
                .isThrownBy(() -> SecretSetting.trimmed("a.setting", value))
                .withMessageContaining("a.setting")
                .withMessageNotContaining(value);
    }
}
