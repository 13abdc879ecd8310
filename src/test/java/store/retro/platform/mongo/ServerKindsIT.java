package store.retro.platform.mongo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;
import static store.retro.platform.mongo.MongoSlice.refusal;

import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.bson.Document;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import store.retro.fixture.DisguisedMongo;
import store.retro.fixture.FailPoints;
import store.retro.platform.transaction.TransactionCapacity;

/** What a service does in front of servers of every kind: it starts, or says in a sentence why not. */
class ServerKindsIT {

    private static final String DATABASE = "server-kinds";
    private static final String DIRECTLY = "directConnection=true";
    private static final String AS_A_SET = "replicaSet=rs0";

    private final DisguisedMongo server = new DisguisedMongo();

    @AfterEach
    void close() {
        server.close();
    }

    static Stream<Arguments> unusable() {
        return Stream.of(
                kind("a standalone", DisguisedMongo::standalone, "standalone"),
                kind("a secondary", DisguisedMongo::secondary, "is a secondary, and takes no writes"),
                kind(
                        "a hidden member",
                        hello -> DisguisedMongo.secondary(hello).append("hidden", true),
                        "is a hidden secondary, and takes no writes"),
                kind(
                        "a delayed member",
                        hello -> DisguisedMongo.secondary(hello)
                                .append("hidden", true)
                                .append("secondaryDelaySecs", 3600L),
                        "is a hidden, delayed secondary, and takes no writes"),
                kind(
                        "an arbiter",
                        hello -> DisguisedMongo.secondary(hello)
                                .append("secondary", false)
                                .append("arbiterOnly", true),
                        "is an arbiter, and takes no writes"),
                kind(
                        "a member that is catching up",
                        hello -> DisguisedMongo.secondary(hello).append("secondary", false),
                        "is not the primary, and takes no writes"),
                kind(
                        "a set that was never initiated",
                        hello -> DisguisedMongo.standalone(hello)
                                .append("isWritablePrimary", false)
                                .append("ismaster", false)
                                .append("isreplicaset", true),
                        "has not been initiated"),
                kind("a read-only server", hello -> hello.append("readOnly", true), "is read-only"),
                kind(
                        "a server without sessions",
                        hello -> {
                            hello.remove("logicalSessionTimeoutMinutes");
                            return hello;
                        },
                        "keeps no sessions"));
    }

    private static Arguments kind(String name, UnaryOperator<Document> greeting, String sentence) {
        return arguments(name, greeting, sentence);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("unusable")
    void refusesToStartOn(String name, UnaryOperator<Document> greeting, String sentence) {
        server.greetAs(greeting);

        start(DIRECTLY, context -> assertThat(refusal(context)).hasMessageContaining(sentence));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("unusable")
    void isDownWhileItIsAndUpAgainAfterwards(String name, UnaryOperator<Document> greeting, String sentence) {
        start(DIRECTLY, context -> {
            assertThat(readiness(context)).isEqualTo(Status.UP);
            server.greetAs(greeting);
            assertThat(readiness(context)).isEqualTo(Status.DOWN);
            server.greetAs(UnaryOperator.identity());
            assertThat(readiness(context)).isEqualTo(Status.UP);
        });
    }

    @Test
    void startsOnARouterOfAShardedCluster() {
        server.greetAs(DisguisedMongo::router);

        start("", context -> assertThat(readiness(context)).isEqualTo(Status.UP));
    }

    @Test
    void findsThePrimaryWhenAHiddenMemberIsAsked() {
        start(AS_A_SET, context -> assertThat(readiness(context)).isEqualTo(Status.UP));
    }

    @Test
    void refusesToStartOnASetWithoutAPrimary() {
        server.greetAs(DisguisedMongo::secondary);

        start(AS_A_SET, context -> {
            assertThat(refusal(context)).hasMessageContaining("No usable MongoDB server answered");
            assertThat(refusal(context).action()).contains("has a primary");
        });
    }

    @Test
    void isDownWhileTheSetHasNoPrimary() {
        start(AS_A_SET, context -> {
            server.greetAs(DisguisedMongo::secondary);
            assertThat(readiness(context)).isEqualTo(Status.DOWN);
            server.greetAs(UnaryOperator.identity());
            assertThat(readiness(context)).isEqualTo(Status.UP);
        });
    }

    @Test
    void refusesToStartOnASetOfAnotherName() {
        start(
                "replicaSet=other",
                context -> assertThat(refusal(context).action()).contains("that the replica set has that name"));
    }

    @Test
    void refusesALoadBalancerThatIsNone() {
        start("loadBalanced=true", context -> {
            assertThat(refusal(context)).hasMessageContaining("loadBalanced=true");
            assertThat(refusal(context).action()).contains("SPRING_MONGODB_URI");
        });
    }

    @Test
    void startsBehindALoadBalancer() {
        server.greetAs(hello -> DisguisedMongo.router(hello).append("serviceId", new ObjectId()));

        start("loadBalanced=true", context -> assertThat(readiness(context)).isEqualTo(Status.UP));
    }

    /** With connections to keep, it is the pool that hears of it first, and takes the server for lost. */
    @ParameterizedTest
    @ValueSource(ints = {0, 4})
    void refusesALoginThatTheDatabaseDoesNotKnow(int connections) {
        String uri =
                server.uri(DATABASE, DIRECTLY + "&minPoolSize=" + connections).replace("://", "://somebody:wrong@");

        MongoSlice.on(uri)
                // each attempt costs a server some hundred milliseconds
                .withPropertyValues("store.startup.database-timeout=5s")
                .run(context -> assertThat(refusal(context)).hasMessageContaining("does not accept the login"));
    }

    @Test
    void refusesADatabaseThatWantsALogin() {
        FailPoints failPoints = new FailPoints();
        try {
            failPoints.alwaysOn(FailPoints.Fault.error("listCollections", 13).onlyFor(DATABASE));

            start(
                    DIRECTLY + "&appName=" + DATABASE,
                    context -> assertThat(refusal(context)).hasMessageContaining("wants a login"));
        } finally {
            failPoints.off();
            failPoints.destroy();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 3, 100})
    void runsTransactionsWhateverTheSizeOfThePool(int size) {
        start(DIRECTLY + "&maxPoolSize=" + size, context -> {
            assertThat(readiness(context)).isEqualTo(Status.UP);
            assertThat(context.getBean(TransactionCapacity.class).maxSize()).isPositive();
        });
    }

    private void start(String options, Consumer<AssertableApplicationContext> then) {
        MongoSlice.on(server.uri(DATABASE, options)).run(then::accept);
    }

    private static Status readiness(AssertableApplicationContext context) {
        assertThat(context).hasNotFailed();
        return context.getBean(TransactionsHealthIndicator.class).health().getStatus();
    }
}
