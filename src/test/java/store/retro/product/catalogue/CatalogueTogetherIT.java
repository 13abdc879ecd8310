package store.retro.product.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static store.retro.fixture.Clerk.PRODUCTS;
import static store.retro.fixture.Clerk.described;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.bson.Document;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.test.context.TestPropertySource;
import store.retro.fixture.Answer;
import store.retro.fixture.Buyer;
import store.retro.fixture.Clerk;
import store.retro.fixture.Concurrently;
import store.retro.fixture.Console;
import store.retro.fixture.FailPoints.Fault;
import store.retro.fixture.Purchase;
import store.retro.fixture.StoreTest;
import store.retro.fixture.UnderFaults;
import tools.jackson.databind.JsonNode;

/** Staff, clerks and buyers at one product at once, and answers of the database that are lost. */
@StoreTest
@TestPropertySource(properties = "spring.mongodb.database=catalogue")
class CatalogueTogetherIT extends UnderFaults {

    private static final int AT_ONCE = 8;

    private Clerk staff;

    @BeforeEach
    void comeIn() {
        staff = new Clerk(shop.staff());
    }

    @Test
    void ofTwoEditsAtOnceOneIsMade() throws Exception {
        Console console = staff.creates(100);

        List<String> codes = Concurrently.run(
                AT_ONCE,
                AT_ONCE,
                i -> staff.edits(console, "\"1\"", described("Lynx " + i, 100 + i))
                        .code());

        assertThat(codes).filteredOn("200"::equals).hasSize(1);
        assertThat(codes).filteredOn("changed-meanwhile"::equals).hasSize(AT_ONCE - 1);
        assertThat(staff.reads(console).header("ETag")).contains("\"2\"");
        assertThat(staff.history(console).json().size()).isEqualTo(2);
    }

    @Test
    void aKeyThatComesSeveralTimesAtOnceRestocksOnce() throws Exception {
        Console console = staff.creates(100);
        String key = UUID.randomUUID().toString();

        List<Answer> answers = Concurrently.run(AT_ONCE, AT_ONCE, i -> staff.restocks(console, key, 5));

        assertThat(answers).extracting(Answer::status).containsOnly(200);
        assertThat(answers).filteredOn(Answer::replayed).hasSize(AT_ONCE - 1);
        assertThat(stored(console)).containsEntry("quantity", 5).containsEntry("received", 5L);
    }

    /** Whoever is later finds too few, and hears all the same what the key has done. */
    @Test
    void aKeyThatComesSeveralTimesAtOnceTakesTheLastAwayOnce() throws Exception {
        Console console = staff.creates(100);
        staff.restocks(console, 5);
        String key = UUID.randomUUID().toString();

        List<Answer> answers = Concurrently.run(AT_ONCE, AT_ONCE, i -> staff.restocks(console, key, -5));

        assertThat(answers).extracting(Answer::status).containsOnly(200);
        assertThat(stored(console)).containsEntry("quantity", 0).containsEntry("received", 0L);
    }

    @Test
    void aKeyThatComesSeveralTimesAtOnceCreatesOnce() throws Exception {
        String key = UUID.randomUUID().toString();

        List<Answer> answers = Concurrently.run(AT_ONCE, AT_ONCE, i -> staff.creates(key, described("Lynx", 100)));

        assertThat(answers).extracting(Answer::status).containsOnly(201);
        assertThat(answers)
                .extracting(answer -> answer.at("/id"))
                .containsOnly(answers.get(0).at("/id"));
        assertThat(answers).filteredOn(answer -> !answer.replayed()).hasSize(1);
    }

    @Test
    void aClerkAndBuyersShareTheLastUnits() throws Exception {
        Console console = staff.creates(100);
        staff.restocks(console, AT_ONCE);
        List<Buyer> buyers = List.of(shop.buyer(), shop.buyer(), shop.buyer(), shop.buyer());
        List<Purchase> purchases = buyers.stream()
                .map(buyer -> Purchase.of(buyer.pays(console.times(2)), console.times(2)))
                .toList();

        List<String> codes = Concurrently.run(
                AT_ONCE,
                AT_ONCE,
                i -> i % 2 == 0
                        ? "took " + staff.restocks(console, -2).code()
                        : buyers.get(i / 2).places(purchases.get(i / 2)).code());

        long sold = codes.stream().filter("201"::equals).count();
        long taken = codes.stream().filter("took 200"::equals).count();
        assertThat(sold + taken).isEqualTo(AT_ONCE / 2);
        assertThat(codes).filteredOn(code -> code.endsWith("out-of-stock")).hasSize(AT_ONCE / 2);
        assertThat(stored(console)).containsEntry("quantity", 0).containsEntry("received", AT_ONCE - 2 * taken);
    }

    @Test
    void everyoneOfSeveralWhoEditTheSameIsToldThatItIsDone() throws Exception {
        Console console = staff.creates(100);
        letTheOthersReadBeforeTheFirstCommits();

        List<Answer> answers =
                Concurrently.run(AT_ONCE, AT_ONCE, i -> staff.edits(console, "\"1\"", described("Lynx II", 90)));

        assertThat(answers).extracting(Answer::status).containsOnly(200);
        assertThat(answers).extracting(answer -> answer.header("ETag")).containsOnly(Optional.of("\"2\""));
        assertThat(events(console)).containsExactly("created", "edited");
    }

    @Test
    void nothingIsLostOfWhatSeveralBringAtOnce() throws Exception {
        Console console = staff.creates(100);
        shop.putOnSale(console);

        List<Answer> answers =
                Concurrently.run(AT_ONCE, AT_ONCE, i -> new Clerk(shop.clerk()).restocks(console, i + 1));

        assertThat(answers).extracting(Answer::status).containsOnly(200);
        assertThat(stored(console)).containsEntry("quantity", 36).containsEntry("received", 36L);
        assertThat(staff.history(console).json().findValues("change"))
                .filteredOn(JsonNode::isInt)
                .extracting(JsonNode::intValue)
                .containsExactlyInAnyOrder(1, 2, 3, 4, 5, 6, 7, 8);
        shop.invariant().holds();
    }

    @Test
    void anEditAndAStockAtOnceLeaveEachOtherAlone() throws Exception {
        Console console = staff.creates(100);
        letTheOthersReadBeforeTheFirstCommits();

        List<Answer> answers = Concurrently.run(
                2,
                List.<Callable<Answer>>of(
                        () -> staff.edits(console, "\"1\"", described("Lynx II", 90)),
                        () -> staff.restocks(console, 5)));

        assertThat(answers).extracting(Answer::status).containsOnly(200);
        assertThat(stored(console))
                .containsEntry("name", "Lynx II")
                .containsEntry("quantity", 5)
                .containsEntry("received", 5L)
                .containsEntry("version", 2);
    }

    @Test
    void whatIsWithdrawnSeveralTimesAtOnceIsNotedOnce() throws Exception {
        Console console = staff.creates(100);
        letTheOthersReadBeforeTheFirstCommits();

        assertThat(Concurrently.run(AT_ONCE, AT_ONCE, i -> staff.withdraws(console)))
                .extracting(Answer::status)
                .containsOnly(204);
        letTheOthersReadBeforeTheFirstCommits();
        assertThat(Concurrently.run(AT_ONCE, AT_ONCE, i -> staff.restores(console)))
                .extracting(Answer::status)
                .containsOnly(204);

        assertThat(events(console)).containsExactly("created", "withdrawn", "restored");
    }

    /** Who is later is not told that it is done, for it is not. */
    @Test
    void ofTwoBodiesWithOneKeyAtOnceOneIsDone() throws Exception {
        Console console = staff.creates(100);
        String key = UUID.randomUUID().toString();
        letTheOthersReadBeforeTheFirstCommits();

        List<String> codes = Concurrently.run(
                AT_ONCE, AT_ONCE, i -> staff.restocks(console, key, i + 1).code());

        assertThat(codes).filteredOn("200"::equals).hasSize(1);
        assertThat(codes).filteredOn("idempotency-key-reused"::equals).hasSize(AT_ONCE - 1);
        assertThat(stored(console)).containsEntry("quantity", codes.indexOf("200") + 1);
        assertThat(events(console)).containsExactly("created", "restocked");
    }

    @Test
    void ofTwoProductsWithOneKeyAtOnceOneIsMade() throws Exception {
        String key = UUID.randomUUID().toString();

        List<Answer> answers = Concurrently.run(AT_ONCE, AT_ONCE, i -> staff.creates(key, described(key, 100 + i)));

        assertThat(answers).filteredOn(answer -> answer.status() == 201).hasSize(1);
        assertThat(answers)
                .filteredOn(answer -> answer.code().equals("idempotency-key-reused"))
                .hasSize(AT_ONCE - 1);
        assertThat(staff.person().get(PRODUCTS).json().findValuesAsString("name"))
                .containsOnlyOnce(key);
    }

    @Test
    void aWithdrawalLetsWhoWasFasterHaveTheirs() throws Exception {
        Console console = staff.creates(100);
        shop.putOnSale(console);
        staff.restocks(console, 100);
        List<Callable<String>> all = new ArrayList<>(buyers(console));
        all.add(3, () -> "withdrawn " + staff.withdraws(console).status());

        List<String> codes = Concurrently.run(AT_ONCE, all);

        assertThat(codes).contains("withdrawn 204").containsAnyOf("201", "unknown-product");
        assertThat(codes).isSubsetOf("withdrawn 204", "201", "unknown-product");
        assertThat(stored(console))
                .containsEntry(
                        "quantity",
                        100 - (int) codes.stream().filter("201"::equals).count());
        shop.invariant().holds();
    }

    @Test
    void whoBuysWhileThePriceIsEditedPaysWhatTheyAgreedTo() throws Exception {
        Console console = staff.creates(100);
        shop.putOnSale(console);
        staff.restocks(console, 100);
        List<Callable<String>> all = new ArrayList<>(buyers(console));
        all.add(
                3,
                () -> "edited "
                        + staff.edits(console, "\"1\"", described("Lynx", 90)).status());

        List<String> codes = Concurrently.run(AT_ONCE, all);

        assertThat(codes).contains("edited 200").containsAnyOf("201", "price-changed");
        assertThat(codes).isSubsetOf("edited 200", "201", "price-changed");
        shop.invariant().holds();
    }

    /** Each with a payment at today's price. */
    private List<Callable<String>> buyers(Console console) {
        return IntStream.range(0, AT_ONCE - 1)
                .<Callable<String>>mapToObj(i -> {
                    Buyer buyer = shop.buyer();
                    Purchase purchase = Purchase.of(buyer.pays(console.times(1)), console.times(1));
                    return () -> buyer.places(purchase).code();
                })
                .toList();
    }

    @Test
    void placingAndCancellingLeaveAloneWhatWasReceived() {
        Console console = staff.creates(100);
        staff.restocks(console, 5);
        Buyer buyer = shop.buyer();

        String order = buyer.buys(console.times(2)).at("/id");
        assertThat(stored(console)).containsEntry("quantity", 3).containsEntry("received", 5L);
        buyer.cancels(order);

        assertThat(stored(console)).containsEntry("quantity", 5).containsEntry("received", 5L);
    }

    @Test
    void aChangeIsMadeOnceThoughTheAnswerOfItsCommitIsLost() {
        Console console = staff.creates(100);
        failPoints.on(Fault.connectionClosed("commitTransaction"), 2);

        Answer changed = staff.restocks(console, 5);

        assertThat(changed.status()).isEqualTo(200);
        assertThat(changed.replayed()).isFalse();
        assertThat(failPoints.timesEntered()).isEqualTo(2);
        assertThat(stored(console)).containsEntry("quantity", 5);
        assertThat(staff.history(console).json().size()).isEqualTo(2);
    }

    /** These have no key: what has become of them is found by what they have left. */
    @Test
    void anEditAndAWithdrawalAreMadeOnceThoughTheAnswersOfTheirCommitsAreLost() {
        Console console = staff.creates(100);

        failPoints.on(Fault.connectionClosed("commitTransaction"), 2);
        assertThat(staff.edits(console, "\"1\"", described("Lynx II", 90)).header("ETag"))
                .contains("\"2\"");
        failPoints.on(Fault.connectionClosed("commitTransaction"), 2);
        assertThat(staff.withdraws(console).status()).isEqualTo(204);
        failPoints.on(Fault.connectionClosed("commitTransaction"), 2);
        assertThat(staff.restores(console).status()).isEqualTo(204);

        assertThat(events(console)).containsExactly("created", "edited", "withdrawn", "restored");
    }

    @Test
    void anEditWhoseFateIsNotKnownIsDoneOrCanBeRepeated() {
        Console console = staff.creates(100);
        failPoints.alwaysOn(Fault.error("commitTransaction", 91));

        Answer edited = staff.edits(console, "\"1\"", described("Lynx II", 90));
        failPoints.off();

        assertThat(edited.code()).isEqualTo("outcome-unknown");
        assertThat(inTheEnd(() -> staff.edits(console, "\"1\"", described("Lynx II", 90)))
                        .header("ETag"))
                .contains("\"2\"");
        assertThat(events(console)).containsExactly("created", "edited");
    }

    @Test
    void aProductIsMadeOnceThoughTheAnswerOfItsCommitIsLost() {
        String key = UUID.randomUUID().toString();
        failPoints.on(Fault.connectionClosed("commitTransaction"), 2);

        Answer created = staff.creates(key, described(key, 100));

        assertThat(created.status()).isEqualTo(201);
        assertThat(created.replayed()).isFalse();
        assertThat(failPoints.timesEntered()).isEqualTo(2);
        assertThat(staff.person().get(PRODUCTS).json().findValuesAsString("name"))
                .containsOnlyOnce(key);
    }

    @Test
    void aChangeWhoseFateIsNotKnownIsLearntByItsKey() {
        Console console = staff.creates(100);
        String key = UUID.randomUUID().toString();
        failPoints.alwaysOn(Fault.writeConcernError("commitTransaction", 64));

        Answer changed = staff.restocks(console, key, 5);
        failPoints.off();

        assertThat(changed.status()).as("%s", changed).isEqualTo(200);
        assertThat(inTheEnd(() -> staff.restocks(console, key, 5)).replayed()).isTrue();
        assertThat(stored(console)).containsEntry("quantity", 5);
    }

    @Test
    void aConflictIsTriedAgain() {
        Console console = staff.creates(100);
        failPoints.on(Fault.error("update", 112).transientTransactionError(), 2);

        assertThat(staff.edits(console, "\"1\"", described("Lynx II", 90)).status())
                .isEqualTo(200);
        assertThat(failPoints.timesEntered()).isEqualTo(2);
    }

    private List<String> events(Console console) {
        return staff.history(console).json().findValuesAsString("event");
    }

    private Document stored(Console console) {
        return shop.document("products", console.id());
    }
}
