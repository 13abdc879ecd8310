package store.retro.order.mail;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMailUtil;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Date;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.bson.Document;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.TestPropertySource;
import store.retro.fixture.Answer;
import store.retro.fixture.Buyer;
import store.retro.fixture.Console;
import store.retro.fixture.PostOffice;
import store.retro.fixture.Receiver;
import store.retro.fixture.Shop;
import store.retro.fixture.StoreTest;
import tools.jackson.databind.JsonNode;

/** What buyers are written, whatever the server does that takes mails. */
@StoreTest
@TestPropertySource(
        properties = {
            "store.mail.timeout=1s",
            "store.mail.dead-after=3",
            "store.background.back-off.initial=1ms",
            "store.background.back-off.max=1ms"
        })
class OrderMailsIT {

    private static final PostOffice POST = new PostOffice();
    private static final Receiver RECEIVER = new Receiver();

    @Autowired
    private Shop shop;

    @DynamicPropertySource
    static void settings(DynamicPropertyRegistry registry) {
        POST.register(registry);
        RECEIVER.register(registry);
    }

    @AfterEach
    void mend() {
        POST.mend();
        RECEIVER.refuses(0);
        write();
    }

    @AfterAll
    static void close() {
        POST.close();
        RECEIVER.close();
    }

    @Test
    void tellsWhatBecomesOfAnOrder() throws Exception {
        Reader reader = reader();
        Console console = shop.console(100, 10);
        Answer order = reader.buyer().buys(console.times(3));
        shop.settle();
        shop.staff().ships(order.at("/id"));
        shop.staff().refunds(order.at("/id"), console.times(1));
        write();

        String number = order.at("/number");
        assertThat(reader.subjects())
                .containsExactly(
                        "We have your order " + number,
                        "Your order " + number + " is on its way",
                        "A refund for your order " + number);
        assertThat(reader.mail(0).getFrom()).containsExactly(new InternetAddress("no-reply@shop.example"));
        assertThat(reader.ids())
                .containsExactly(
                        "<" + order.at("/id") + ".placed@shop.example>",
                        "<" + order.at("/id") + ".shipped@shop.example>",
                        "<" + order.at("/id") + ".refunded-0@shop.example>");
    }

    @Test
    void tellsOfACancelOnce() {
        Reader reader = reader();
        String order = placed(reader);
        reader.buyer().cancels(order);
        reader.buyer().cancels(order);
        write();

        assertThat(reader.ids())
                .containsExactly("<" + order + ".placed@shop.example>", "<" + order + ".cancelled@shop.example>");
    }

    @Test
    void tellsOfTheRefundThatCancels() {
        Reader reader = reader();
        Console console = shop.console(100, 10);
        String order = reader.buyer().buys(console.times(1)).at("/id");
        shop.staff().refunds(order, 30);
        shop.staff().refunds(order, console.times(1));
        write();

        assertThat(reader.ids())
                .containsExactly(
                        "<" + order + ".placed@shop.example>",
                        "<" + order + ".refunded-0@shop.example>",
                        "<" + order + ".refunded-1@shop.example>",
                        "<" + order + ".cancelled@shop.example>");
        assertThat(reader.plain(1)).contains("We give you back 0.30 USD");
        assertThat(reader.plain(2)).contains("We give you back 0.70 USD", "1 × Console");
    }

    @Test
    void saysTheSameAsTextAndAsHtmlWithALinkToTheOrder() {
        Reader reader = reader();
        String order = placed(reader);
        write();

        String link = "https://shop.example/retro/#/orders/" + order;
        assertThat(reader.plain(0)).contains("1 × Console, 1.00 USD\nIn all 1.00 USD", "Ada Lovelace\n", link);
        assertThat(reader.html(0))
                .contains("1 × Console, 1.00 USD<br>", "Ada Lovelace<br>", "<a href=\"" + link + "\">");
    }

    private static final String TYPED =
            "a\r\nBcc: eve@evil.example\r\n\r\n.\r\n<a href='https://evil.example'>\u202Eb</a>&";

    @Test
    void takesNothingThatSomebodyTypedForAnythingButText() throws Exception {
        Reader reader = reader();
        ObjectId order = new ObjectId(placed(reader));
        shop.settle();
        shop.staff().ships(order.toHexString(), "{\"carrier\": \"Post\"}");
        shop.change("orders", order, "mails", waiting("placed", "shipped"));
        List.of("number", "items.0.name").forEach(member -> shop.change("orders", order, member, TYPED));
        List.of("recipient", "line1", "line2", "city", "region", "postalCode")
                .forEach(member -> shop.change("orders", order, "shippingAddress." + member, TYPED));
        List.of("carrier", "trackingNumber", "trackingUrl")
                .forEach(member -> shop.change("orders", order, "shipment." + member, TYPED));
        shop.change("users", reader.buyer().id(), "name", TYPED);
        POST.forget();
        write();

        List<MimeMessage> sent = reader.mails().subList(1, 3);
        for (MimeMessage mail : sent) {
            assertThat(Collections.list(mail.getAllHeaders()))
                    .extracting(header -> header.getName())
                    .containsExactlyInAnyOrder(
                            "Return-Path",
                            "Received",
                            "Date",
                            "From",
                            "To",
                            "Message-ID",
                            "Subject",
                            "MIME-Version",
                            "Content-Type",
                            "Auto-Submitted");
        }
        assertThat(reader.subjects()).endsWith("We have your order", "Your order is on its way");
        for (String html : List.of(reader.html(1), reader.html(2))) {
            assertThat(html)
                    .contains(
                            "a Bcc: eve@evil.example . &lt;a href=&#39;https://evil.example&#39;&gt; b&lt;/a&gt;&amp;")
                    .containsOnlyOnce("<a ")
                    .containsOnlyOnce("href=\"");
        }
        assertThat(reader.plain(2)).contains("Carrier: a Bcc: eve", "Tracking number: a Bcc: ", "Where it is: a Bcc: ");
        assertThat(POST.commands())
                .filteredOn(said -> said.startsWith("RCPT"))
                .containsOnly("RCPT TO:<" + reader.address() + ">");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ada@buyers.example, eve@evil.example",
                "ada@buyers.example\r\nBcc: eve@evil.example",
                "ada@buyers.example>\r\nRCPT TO:<eve@evil.example",
                "Ada <ada@buyers.example>",
                "\"ada lovelace\"@buyers.example",
                "ada@evil.example@buyers.example",
                "ada@buyers example",
                "ada(eve@evil.example)@buyers.example",
                "àda@buyers.example",
                "ada",
                "@buyers.example",
                "ada@"
            })
    void writesToNothingThatIsNotOneAddress(String email) {
        Reader reader = new Reader(shop.buyer(), email);
        shop.change("users", reader.buyer().id(), "email", email);
        POST.forget();
        String order = placed(reader);
        shop.does("mails");

        assertThat(POST.commands()).isEmpty();
        assertThat(stuck(order).at("/failure").asString()).contains("no address");
    }

    @Test
    void writesToAnAddressWhoseDomainHasOtherLetters() {
        Reader reader = new Reader(shop.buyer(), "ada+" + UUID.randomUUID() + "@xn--bcher-kva.example");
        shop.change("users", reader.buyer().id(), "email", reader.address().replace("xn--bcher-kva", "bücher"));
        placed(reader);
        write();

        assertThat(reader.mails()).hasSize(1);
    }

    @Test
    void writesToNobodyWithoutAnAddress() {
        Buyer buyer = shop.buyer();
        POST.forget();
        String order = buyer.buys(shop.console(100, 10).times(1)).at("/id");
        write();

        assertThat(POST.commands()).isEmpty();
        assertThat(mails(order))
                .isEqualTo(new Document("pending", List.of()).append("due", new Document("attempts", 0)));
    }

    @ParameterizedTest
    @ValueSource(strings = {PostOffice.GREETING, "RCPT", PostOffice.TEXT})
    void waitsForNoServerForLong(String word) {
        Reader reader = reader();
        String order = placed(reader);
        POST.hangsAt(word, 1);

        Instant begun = Instant.now();
        shop.tryOnce();

        assertThat(Duration.between(begun, Instant.now())).isLessThan(Duration.ofSeconds(3));
        assertThat(mails(order).getEmbedded(List.of("due", "failure"), String.class))
                .isEqualTo("the mail server did not answer: SocketTimeoutException");
        write();
        assertThat(reader.mails()).isNotEmpty();
    }

    /** Each byte comes in time. */
    @Test
    void waitsForNoAnswerThatNeverEnds() {
        String order = placed(reader());
        POST.dripsAt(PostOffice.TEXT, 1);

        Instant begun = Instant.now();
        shop.tryOnce();

        assertThat(Duration.between(begun, Instant.now())).isLessThan(Duration.ofSeconds(3));
        assertThat(mails(order).getEmbedded(List.of("due", "attempts"), Integer.class))
                .isEqualTo(1);
    }

    @Test
    void sendsAgainUnderTheSameIdWhatMayHaveArrived() {
        Reader reader = reader();
        String order = placed(reader);
        POST.losesTheLastAnswer(1);
        write();

        String id = "<" + order + ".placed@shop.example>";
        assertThat(reader.ids()).containsExactly(id, id);
    }

    @ParameterizedTest
    @ValueSource(strings = {"RCPT", "DATA"})
    void leavesToStaffAtOnceWhatIsRefusedForGood(String word) {
        Reader reader = reader();
        String order = placed(reader);
        POST.answers(word, "550 5.1.1 <" + reader.address() + "> is unknown here", 1);
        write();

        assertThat(reader.mails()).isEmpty();
        JsonNode stuck = stuck(order);
        assertThat(stuck.at("/failure").asString()).isEqualTo("the mail server refuses the address or the mail: 550");
        assertThat(stuck.at("/attempts").asInt()).isEqualTo(1);
        assertThat(shop.staff().get("/actuator/prometheus").body())
                .doesNotContain("store_settlement_stuck{work=\"mails\"} 0.0");
        assertThat(shop.clerk().retries("mails", order).status()).isEqualTo(204);
        write();
        assertThat(reader.mails()).hasSize(1);
        assertThat(shop.clerk().retries("mails", order).code()).isEqualTo("not-found");
    }

    /** The other mails would fare no better, so none waits for staff alone. */
    @Test
    void triesAgainButTellsStaffAtOnceWhereASettingIsRefused() {
        Reader reader = reader();
        String order = placed(reader);
        POST.answers("MAIL", "550 5.7.1 not this sender", 1);
        shop.tryOnce();

        assertThat(stuck(order).at("/failure").asString()).isEqualTo("the mail server refuses store.mail.from: 550");
        write();
        assertThat(reader.mails()).hasSize(1);
        assertThat(stuck(order)).isNull();
    }

    @Test
    void triesNotForEverWhatIsPutOff() {
        Reader reader = reader();
        String order = placed(reader);
        POST.answers("RCPT", "451 4.7.1 later", 1000);
        write();

        assertThat(stuck(order).at("/attempts").asInt()).isEqualTo(3);
        assertThat(stuck(order).at("/failure").asString()).isEqualTo("the mail server answered 451");
        POST.mend();
        reader.buyer().cancels(order);
        write();
        assertThat(reader.mails()).hasSize(2);
    }

    @Test
    void writesWhileNobodyListensToEvents() {
        Reader reader = reader();
        RECEIVER.refuses(1000);
        String order = placed(reader);
        shop.does("order-events");
        shop.does("mails");

        assertThat(reader.mails()).hasSize(1);
        assertThat(RECEIVER.of(order)).noneMatch(Receiver.Delivery::acknowledged);
    }

    @Test
    void tellsOfEventsWhileNobodyTakesMails() {
        POST.answers("RCPT", "451 4.7.1 later", 1000);
        String order = placed(reader());
        shop.does("mails");
        shop.does("order-events");

        assertThat(RECEIVER.of(order)).hasSize(1).allMatch(Receiver.Delivery::acknowledged);
    }

    @Test
    void writesNothingToWhoWasErased() {
        Reader reader = reader();
        String order = placed(reader);
        reader.buyer().cancels(order);
        POST.answers("RCPT", "451 4.7.1 later", 1);
        shop.tryOnce();
        assertThat(mails(order).getList("pending", Document.class)).hasSize(2);

        assertThat(reader.buyer().erases().status()).isEqualTo(204);
        shop.does("erasures");
        write();

        assertThat(shop.document("orders", new ObjectId(order))).doesNotContainKey("mails");
        assertThat(reader.mails()).isEmpty();
    }

    @Test
    void sendsEachMailOnceWithManyWorkers() throws InterruptedException {
        Reader reader = reader();
        Console console = shop.console(100, 100);
        List<String> orders = IntStream.range(0, 10)
                .mapToObj(i -> reader.buyer().buys(console.times(1)).at("/id"))
                .toList();
        orders.forEach(reader.buyer()::cancels);

        shop.settleAtOnce(6);
        write();

        assertThat(reader.ids()).hasSize(20).doesNotHaveDuplicates();
    }

    /** An order from before, or from while mail was off. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void tellsOfWhatBecomesOfAnOrderThatHasNoMails(boolean absent) {
        Reader reader = reader();
        ObjectId order = new ObjectId(placed(reader));
        if (absent) {
            shop.remove("orders", order, "mails");
        } else {
            shop.change("orders", order, "mails", null);
        }
        assertThat(reader.buyer().cancels(order.toHexString()).status()).isEqualTo(200);
        write();

        assertThat(reader.ids()).containsExactly("<" + order + ".cancelled@shop.example>");
    }

    @ParameterizedTest
    @ValueSource(strings = {"captured", "of-a-later-version", "refunded"})
    void keepsForStaffAMailOfWhichTheOrderSaysNothing(String event) {
        String order = placed(reader());
        shop.change("orders", new ObjectId(order), "mails", waiting(event));
        write();

        assertThat(stuck(order).at("/attempts").asInt()).isEqualTo(1);
    }

    @Test
    void takesOrdersWhateverTheServerDoes() {
        POST.hangsAt(PostOffice.GREETING, 1000);

        assertThat(shop.anonymously("GET", "/actuator/health/readiness", null).status())
                .isEqualTo(200);
        assertThat(shop.anonymously("GET", "/actuator/health", null).status()).isEqualTo(200);
        placed(reader());
    }

    private static Document waiting(String... events) {
        return new Document(
                        "pending",
                        List.of(events).stream()
                                .map(event -> new Document("event", event))
                                .toList())
                .append("due", new Document("at", new Date()).append("attempts", 0));
    }

    private String placed(Reader reader) {
        return reader.buyer().buys(shop.console(100, 10).times(1)).at("/id");
    }

    private Document mails(String order) {
        return shop.document("orders", new ObjectId(order)).get("mails", Document.class);
    }

    private JsonNode stuck(String order) {
        return shop.clerk().get("/staff/stuck").json().at("/mails").values().stream()
                .filter(each -> each.at("/id").asString().equals(order))
                .findFirst()
                .orElse(null);
    }

    /** A postponed mail is due again within a millisecond. */
    private void write() {
        for (int i = 0; i < 5; i++) {
            shop.does("mails");
        }
    }

    private Reader reader() {
        Reader reader = new Reader(shop.buyer(), "ada+" + UUID.randomUUID() + "@buyers.example");
        shop.change("users", reader.buyer().id(), "email", reader.address());
        return reader;
    }

    /** A buyer with an address, and what arrives there. */
    private record Reader(Buyer buyer, String address) {

        List<MimeMessage> mails() {
            return POST.mailsTo(address);
        }

        MimeMessage mail(int place) {
            return mails().get(place);
        }

        List<String> subjects() {
            return each("Subject");
        }

        List<String> ids() {
            return each("Message-ID");
        }

        private List<String> each(String header) {
            return mails().stream().map(mail -> header(mail, header)).toList();
        }

        private static String header(MimeMessage mail, String name) {
            try {
                return mail.getHeader(name, null);
            } catch (MessagingException e) {
                throw new IllegalStateException(e);
            }
        }

        String plain(int place) {
            return part(place, 0);
        }

        String html(int place) {
            return part(place, 1);
        }

        private String part(int place, int part) {
            try {
                MimeMultipart parts = (MimeMultipart) mail(place).getContent();
                assertThat(parts.getContentType()).startsWith("multipart/alternative");
                return ((String) parts.getBodyPart(part).getContent()).replace("\r\n", "\n");
            } catch (IOException | MessagingException e) {
                throw new IllegalStateException(GreenMailUtil.getWholeMessage(mail(place)), e);
            }
        }
    }
}
