package store.retro.platform.mongo;

import com.mongodb.ConnectionString;
import com.mongodb.ReadConcern;
import com.mongodb.ReadPreference;
import com.mongodb.WriteConcern;
import store.retro.platform.problem.StartRefusedException;

/** Options of a connection string under which what the service promises would not hold. */
final class WeakOptions {

    private static final String MAJORITY = "majority";

    private WeakOptions() {}

    /** @throws StartRefusedException that names the first of them */
    static void refuse(ConnectionString uri) {
        ReadPreference preference = uri.getReadPreference();
        if (preference != null && !preference.equals(ReadPreference.primary())) {
            throw refusal(
                    "readPreference=" + preference.getName(),
                    "lets answers miss what has just been written",
                    "Leave it out");
        }
        WriteConcern acknowledged = uri.getWriteConcern();
        Object members = acknowledged == null ? null : acknowledged.getWObject();
        if (members != null && !members.equals(MAJORITY)) {
            throw refusal(
                    "w=" + members, "lets a failover take back what was answered", "Leave it out, or say w=majority");
        }
        if (acknowledged != null && Boolean.FALSE.equals(acknowledged.getJournal())) {
            throw refusal("journal=false", "lets a power cut take back what was answered", "Leave it out");
        }
        ReadConcern concern = uri.getReadConcern();
        if (concern != null && !concern.equals(ReadConcern.MAJORITY)) {
            throw refusal(
                    "readConcernLevel="
                            + concern.asDocument().getString("level").getValue(),
                    "is not what the service's reads rely on",
                    "Leave it out, or say readConcernLevel=majority");
        }
    }

    private static StartRefusedException refusal(String option, String effect, String action) {
        return new StartRefusedException(
                "The option " + option + " of the database's address " + effect + ".",
                action + " in spring.mongodb.uri (SPRING_MONGODB_URI).");
    }
}
