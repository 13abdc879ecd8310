package store.retro.platform.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.SdkTracerProviderBuilder;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.support.StaticListableBeanFactory;

class TracingConfigurationTest {

    @Test
    void recordsNoSpanThatNobodyGetsButGivesItAnId() {
        Span span = span(Map.of());

        assertThat(span.isRecording()).isFalse();
        assertThat(span.getSpanContext().isValid()).isTrue();
    }

    @Test
    void recordsWhatIsExported() {
        assertThat(span(Map.of("exporter", SpanExporter.composite())).isRecording())
                .isTrue();
    }

    private static Span span(Map<String, Object> exporters) {
        SdkTracerProviderBuilder traces = SdkTracerProvider.builder();
        TracingConfiguration.recordingForSomebody(
                        new StaticListableBeanFactory(exporters).getBeanProvider(SpanExporter.class))
                .customize(traces);
        return traces.build().get("a test").spanBuilder("a request").startSpan();
    }
}
