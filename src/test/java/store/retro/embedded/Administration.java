package store.retro.embedded;

import static store.retro.embedded.Command.Trait.IN_TRANSACTION;
import static store.retro.embedded.Command.Trait.WRITES;

import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.bson.ObjectId;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntSupplier;

/** The commands about the server itself, its sessions, transactions and fail points. */
final class Administration {

    private static final String VERSION = "8.0.0";
    private static final List<Integer> VERSION_ARRAY = List.of(8, 0, 0, 0);
    private static final int MAX_WIRE_VERSION = 25;
    private static final String LIFETIME = "transactionLifetimeLimitSeconds";

    private final Member member;
    private final Waits waits;
    private final Sessions sessions;
    private final FailCommands failPoints;
    private final IntSupplier connections;

    /** @param connections how many clients are connected */
    Administration(Member member, Waits waits, Sessions sessions, FailCommands failPoints, IntSupplier connections) {
        this.connections = connections;
        this.member = member;
        this.waits = waits;
        this.sessions = sessions;
        this.failPoints = failPoints;
    }

    void register(Commands commands) {
        Set<Command.Trait> none = Set.of();
        for (String name : List.of("hello", "isMaster", "ismaster")) {
            commands.register(
                    name,
                    Command.of(
                            this::hello,
                            none,
                            "helloOk client compression topologyVersion maxAwaitTimeMS saslSupportedMechs "
                                    + "speculativeAuthenticate loadBalanced backpressure"));
        }
        commands.register("ping", Command.of((request, scope) -> new Document(), none));
        for (String name : List.of("buildInfo", "buildinfo")) {
            commands.register(name, Command.of((request, scope) -> buildInfo(), none));
        }
        commands.register(
                "connectionStatus", Command.of((request, scope) -> connectionStatus(), none, "showPrivileges"));
        commands.register(
                "getParameter",
                Command.of(
                        this::getParameter,
                        none,
                        "transactionLifetimeLimitSeconds enableTestCommands featureCompatibilityVersion "
                                + "requireApiVersion authenticationMechanisms"));
        commands.register("setParameter", Command.of(this::setParameter, none, "transactionLifetimeLimitSeconds"));
        commands.register("getCmdLineOpts", Command.of((request, scope) -> commandLine(), none));
        commands.register("serverStatus", Command.of((request, scope) -> serverStatus(), none));
        commands.register("configureFailPoint", Command.of(this::configureFailPoint, none, "mode data"));
        commands.register("endSessions", Command.of(this::endSessions, none));
        commands.register("refreshSessions", Command.of(this::endSessions, none));
        commands.register("killSessions", Command.of(this::killSessions, none));
        commands.register("killAllSessions", Command.of(this::killAllSessions, none));
        Set<Command.Trait> ends = EnumSet.of(IN_TRANSACTION, WRITES);
        commands.register("commitTransaction", Command.of(this::endNone, ends, "recoveryToken"));
        commands.register("abortTransaction", Command.of(this::endNone, ends, "recoveryToken"));
    }

    private Document hello(Request request, Scope scope) {
        if (request.get("client") instanceof Document client) {
            Document application = Request.document(client, "application");
            request.connection().introduce((String) application.get("name"));
        }
        if (member.topologyVersion().equals(request.get("topologyVersion"))) {
            // nothing ever changes here, so the monitor that asks to be told of a change waits as long as it offered
            waits.sleep(request.count("maxAwaitTimeMS", 0));
        }
        String primary = request.name().equals("hello") ? "isWritablePrimary" : "ismaster";
        return new Document("helloOk", true)
                .append("topologyVersion", member.topologyVersion())
                .append("hosts", List.of(member.address()))
                .append("setName", Member.SET_NAME)
                .append("setVersion", 1)
                .append(primary, true)
                .append("secondary", false)
                .append("primary", member.address())
                .append("me", member.address())
                .append("electionId", new ObjectId(new byte[] {0x7f, -1, -1, -1, 0, 0, 0, 0, 0, 0, 0, 1}))
                .append("maxBsonObjectSize", Bson.MAX_DOCUMENT_SIZE)
                .append("maxMessageSizeBytes", Wire.MAX_MESSAGE_SIZE)
                .append("maxWriteBatchSize", 100_000)
                .append("localTime", Instant.now())
                .append("logicalSessionTimeoutMinutes", (int) Sessions.SESSION_TIMEOUT.toMinutes())
                .append("connectionId", request.connection().number())
                .append("minWireVersion", 0)
                .append("maxWireVersion", MAX_WIRE_VERSION)
                .append("readOnly", false);
    }

    private static Document buildInfo() {
        return new Document("version", VERSION)
                .append("versionArray", VERSION_ARRAY)
                .append("gitVersion", "embedded")
                .append("modules", List.of())
                .append("bits", 64)
                .append("debug", false)
                .append("maxBsonObjectSize", Bson.MAX_DOCUMENT_SIZE)
                .append("storageEngines", List.of("mvstore"));
    }

    private static Document connectionStatus() {
        return new Document(
                "authInfo", new Document("authenticatedUsers", List.of()).append("authenticatedUserRoles", List.of()));
    }

    private Document getParameter(Request request, Scope scope) {
        Document all = new Document(LIFETIME, sessions.lifetimeLimitSeconds())
                .append("enableTestCommands", true)
                .append("featureCompatibilityVersion", new Document("version", "8.0"))
                .append("requireApiVersion", false)
                .append("authenticationMechanisms", List.of());
        if ("*".equals(request.target())) {
            return all;
        }
        Document asked = new Document();
        for (Map.Entry<String, Object> parameter : all.entrySet()) {
            if (request.has(parameter.getKey())) {
                asked.append(parameter.getKey(), parameter.getValue());
            }
        }
        return asked;
    }

    private Document setParameter(Request request, Scope scope) {
        Number seconds = request.number(LIFETIME);
        if (seconds == null || seconds.intValue() < 1) {
            throw Codes.badValue(LIFETIME + " must be at least 1, and is all that can be set");
        }
        Document before = new Document("was", sessions.lifetimeLimitSeconds());
        sessions.setLifetimeLimitSeconds(seconds.intValue());
        return before;
    }

    /** Drivers' tests look here whether there are fail points. */
    private static Document commandLine() {
        return new Document(
                        "argv",
                        List.of("mongod", "--replSet", Member.SET_NAME, "--setParameter", "enableTestCommands=1"))
                .append(
                        "parsed",
                        new Document("replication", new Document("replSet", Member.SET_NAME))
                                .append("setParameter", new Document("enableTestCommands", "1")));
    }

    private Document serverStatus() {
        return new Document("host", member.address())
                .append("version", VERSION)
                .append("process", "mongod")
                .append("pid", ProcessHandle.current().pid())
                .append("localTime", Instant.now())
                .append("connections", new Document("current", connections.getAsInt()))
                .append("transactions", new Document("currentOpen", (long) sessions.openTransactions()))
                .append("logicalSessionRecordCache", new Document("activeSessionsCount", sessions.count()))
                .append("storageEngine", new Document("name", "mvstore").append("persistent", false));
    }

    private Document configureFailPoint(Request request, Scope scope) {
        String name = String.valueOf(request.target());
        return new Document("count", failPoints.configure(name, request.get("mode"), request.document("data")));
    }

    /** Sessions end by themselves some time after their last use; until then an open transaction may still commit. */
    private Document endSessions(Request request, Scope scope) {
        request.documents(request.name()).forEach(Request::sessionId);
        return new Document();
    }

    private Document killSessions(Request request, Scope scope) {
        request.documents(request.name()).forEach(lsid -> sessions.kill(Request.sessionId(lsid)));
        return new Document();
    }

    private Document killAllSessions(Request request, Scope scope) {
        if (!request.documents(request.name()).isEmpty()) {
            throw Codes.notSupported("there are no users whose sessions could be killed");
        }
        sessions.killAll();
        return new Document();
    }

    /** Only reached outside a transaction; inside, the session ends it. */
    private Document endNone(Request request, Scope scope) {
        throw Codes.invalidOptions(request.name() + " must be run within a transaction");
    }
}
