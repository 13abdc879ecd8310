package store.retro.user;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.data.mongodb.core.MongoTemplate;
import store.retro.fixture.Answer;
import store.retro.fixture.Buyer;
import store.retro.fixture.Shop;
import store.retro.fixture.StoreTest;

@StoreTest
class StaffCustomersIT {

    /** Nobody else has spent so much. */
    private static final long MUCH = 4_000_000_000_000_000L;

    @Autowired
    private Shop shop;

    @Autowired
    private MongoTemplate mongo;

    private final List<String> inserted = new ArrayList<>();
    private Buyer clerk;

    @BeforeEach
    void comeIn() {
        clerk = shop.clerk();
    }

    @AfterEach
    void tidyUp() {
        mongo.getCollection("users").deleteMany(new Document("_id", new Document("$in", inserted)));
    }

    private String insert(@Nullable Object lifeTimeValue) {
        String id = "customer-" + UUID.randomUUID();
        Document user = new Document("_id", id).append("name", "Grace Hopper").append("email", "grace@example.com");
        shop.insert("users", lifeTimeValue == null ? user : user.append("lifeTimeValue", lifeTimeValue));
        inserted.add(id);
        return id;
    }

    private static List<String> ids(Answer page) {
        assertThat(page.status()).as("%s", page).isEqualTo(200);
        return page.json().at("/customers").values().stream()
                .map(customer -> customer.at("/userId").asString())
                .toList();
    }

    private List<String> pageByPage(int limit) {
        List<String> seen = new ArrayList<>();
        String after = "";
        do {
            Answer page = clerk.get("/staff/customers?limit=" + limit + after);
            seen.addAll(ids(page));
            after = page.json().at("/next").isNull() ? "" : "&after=" + page.at("/next");
        } while (!after.isEmpty());
        return seen;
    }

    @Test
    void listsWhoHasSpentMostFirst() {
        String second = insert(MUCH + 2);
        String first = insert(MUCH + 3.0);
        String third = insert(MUCH + 1);

        assertThat(ids(clerk.get("/staff/customers?limit=3"))).containsExactly(first, second, third);
    }

    @Test
    void showsNoMoreThanNeeded() {
        String id = insert(MUCH);

        Answer list = clerk.get("/staff/customers?limit=1");

        assertThat(list.json().at("/customers/0").toString())
                .isEqualTo("{\"userId\":\"%s\",\"name\":\"Grace Hopper\",".formatted(id)
                        + "\"lifeTimeValue\":{\"amount\":4000000000000000,\"currency\":\"USD\"}}");
        assertThat(clerk.get("/staff/customers/" + id).json())
                .isEqualTo(list.json().at("/customers/0"));
        assertThat(list.header("Cache-Control")).hasValue("no-store");
    }

    @Test
    void listsEverybodyOncePageByPage() {
        for (long value : new long[] {MUCH, MUCH, MUCH, 0, 0, -5}) {
            insert(value);
        }
        insert(null);
        insert(null);
        insert(null);

        List<String> seen = pageByPage(2);

        assertThat(seen).doesNotHaveDuplicates().containsAll(inserted);
        assertThat(seen.subList(0, 3)).containsExactlyInAnyOrderElementsOf(inserted.subList(0, 3));
        assertThat(seen).isEqualTo(pageByPage(3)).isEqualTo(pageByPage(100));
    }

    @Test
    void showsNothingWhereNothingIsStored() {
        String id = insert(null);
        mongo.getCollection("users").replaceOne(new Document("_id", id), new Document());

        assertThat(clerk.get("/staff/customers/" + id).body())
                .isEqualTo("{\"userId\":\"%s\",\"name\":null,".formatted(id)
                        + "\"lifeTimeValue\":{\"amount\":0,\"currency\":\"USD\"}}");
    }

    @Test
    void passesOverWhoCannotBeRead() {
        String first = insert(MUCH + 4);
        insert(MUCH + 3.5);
        insert(Long.MAX_VALUE);
        insert("much");
        String second = insert(MUCH + 2);

        assertThat(ids(clerk.get("/staff/customers?limit=2"))).containsExactly(first, second);
    }

    @Test
    void followsAnOrder() {
        Buyer buyer = shop.buyer();
        inserted.add(buyer.id());
        buyer.buys(shop.console(250, 4).times(2));

        assertThat(clerk.get("/staff/customers/" + buyer.id()).at("/lifeTimeValue/amount"))
                .isEqualTo("500");
    }

    @ParameterizedTest
    @ValueSource(strings = {"nobody", "674100000000000000000001", "%7B%7D"})
    void doesNotKnowWhoIsNone(String id) {
        assertThat(clerk.get("/staff/customers/" + id).code()).isEqualTo("not-found");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "limit=0",
                "limit=101",
                "limit=x",
                "limit=",
                "after=",
                "after=x",
                "after=MQ",
                "after=MDE6YQ",
                "after=OTk5OTk5OTk5OTk5OTk5OTk5OTk5OmE"
            })
    void namesTheParameterThatIsWrong(String query) {
        Answer answer = clerk.get("/staff/customers?" + query);

        assertThat(answer.code()).isEqualTo("invalid-request");
        assertThat(answer.at("/errors/0/parameter")).isEqualTo(query.substring(0, query.indexOf('=')));
    }
}
