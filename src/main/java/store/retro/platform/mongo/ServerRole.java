package store.retro.platform.mongo;

import java.util.Optional;
import org.bson.Document;
import store.retro.platform.problem.StartRefusedException;

/**
 * What a server says of itself: whether it is one that can run transactions now.
 *
 * @param hello its answer to that command
 * @see <a href="https://www.mongodb.com/docs/manual/reference/command/hello/">hello</a>
 */
record ServerRole(Document hello) {

    /** Whether it is the primary of a replica set or a router of a sharded cluster, and takes writes. */
    boolean runsTransactions() {
        return refusal().isEmpty();
    }

    /** Why no transaction can be run there, and what to do about it; empty when it can. */
    Optional<StartRefusedException> refusal() {
        boolean router = "isdbgrid".equals(hello.getString("msg"));
        if (!router && !hello.containsKey("setName")) {
            return belongsToNoSet();
        }
        if (!is("isWritablePrimary") || is("readOnly")) {
            return takesNoWrites();
        }
        if (!hello.containsKey("logicalSessionTimeoutMinutes")) {
            return refusal(
                    "The database server keeps no sessions, and transactions need them.",
                    "Use a MongoDB of version 4.2 or later, with a feature compatibility version of 4.2 or later.");
        }
        return Optional.empty();
    }

    private Optional<StartRefusedException> belongsToNoSet() {
        return is("isreplicaset")
                ? refusal(
                        "The database's replica set has not been initiated, so that it has no primary.",
                        "Run rs.initiate() once on one of its members.")
                : refusal(
                        "The database is a standalone MongoDB server, and only a replica set or a sharded cluster can"
                                + " run transactions.",
                        "Start it with --replSet and run rs.initiate() once, or point spring.mongodb.uri at a replica"
                                + " set.");
    }

    private Optional<StartRefusedException> takesNoWrites() {
        return is("readOnly")
                ? refusal("The database server is read-only.", "Start it without queryableBackupMode, or use another.")
                : refusal(
                        "The database server " + hello.getString("me") + " is " + member() + ", and takes no writes.",
                        "Let spring.mongodb.uri (SPRING_MONGODB_URI) say replicaSet=" + hello.getString("setName")
                                + " and not directConnection=true, so that the primary is found.");
    }

    private static Optional<StartRefusedException> refusal(String description, String action) {
        return Optional.of(new StartRefusedException(description, action));
    }

    private String member() {
        if (is("arbiterOnly")) {
            return "an arbiter";
        }
        if (!is("secondary")) {
            return "not the primary";
        }
        boolean delayed = hello.containsKey("secondaryDelaySecs") || hello.containsKey("slaveDelay");
        return "a " + (is("hidden") ? delayed ? "hidden, " : "hidden " : "") + (delayed ? "delayed " : "")
                + "secondary";
    }

    private boolean is(String member) {
        return hello.getBoolean(member, false);
    }
}
