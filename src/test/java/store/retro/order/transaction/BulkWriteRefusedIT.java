package store.retro.order.transaction;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Import;
import org.springframework.test.annotation.DirtiesContext;
import store.retro.fixture.FailPoints;
import store.retro.fixture.NeedsBulkWrite;
import store.retro.fixture.SentCommands;
import store.retro.fixture.StoreTest;
import store.retro.fixture.UnderFaults;

/** A proxy or a service may lack what its version promises: orders go on by separate writes, and that is said once. */
@StoreTest
@NeedsBulkWrite
@DirtiesContext
@Import(SentCommands.class)
@ExtendWith(OutputCaptureExtension.class)
class BulkWriteRefusedIT extends UnderFaults {

    @Autowired
    private SentCommands commands;

    @Test
    void placesOrdersBySeparateWritesFromThenOn(CapturedOutput output) {
        assertOneOrder(FailPoints.Fault.error("bulkWrite", 115), 1);
        commands.forget();

        shop.buyer().buys(shop.console(100, 10).times(1));

        assertThat(commands.names()).contains("update", "insert").doesNotContain("bulkWrite");
        assertThat(output.getAll().split("refuses bulkWrite", -1)).hasSize(2);
    }
}
