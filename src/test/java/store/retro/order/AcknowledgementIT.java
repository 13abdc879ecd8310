package store.retro.order;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.bson.BsonDocument;
import org.bson.BsonString;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import store.retro.fixture.Console;
import store.retro.fixture.SentCommands;
import store.retro.fixture.SentCommands.Sent;
import store.retro.fixture.Shop;
import store.retro.fixture.StoreTest;

/** Servers before 5.0 acknowledge what one member has written, unless they are asked for more. */
@StoreTest
@Import(SentCommands.class)
class AcknowledgementIT {

    private static final Set<String> WRITES = Set.of("insert", "update", "delete", "findAndModify");

    @Autowired
    private Shop shop;

    @Autowired
    private SentCommands commands;

    @Test
    void everyWriteOfAnOrdersLifeIsAcknowledgedByAMajority() {
        Console console = shop.console(100, 10);
        commands.forget();

        shop.buyer().buys(console.times(1));
        shop.settle();

        assertThat(writesOutsideATransaction())
                .hasSizeGreaterThan(5)
                .allSatisfy(write -> assertThat(write.getDocument("writeConcern", new BsonDocument()))
                        .as(write.toJson())
                        .isEqualTo(new BsonDocument("w", new BsonString("majority"))));
    }

    private List<BsonDocument> writesOutsideATransaction() {
        return commands.all().stream()
                .filter(sent -> WRITES.contains(sent.name()))
                .map(Sent::body)
                .filter(body -> !body.containsKey("autocommit"))
                .toList();
    }
}
