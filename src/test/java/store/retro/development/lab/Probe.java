package store.retro.development.lab;

import org.bson.BsonDocument;
import org.jspecify.annotations.Nullable;

/** Watches, in the driver's command listener, what a store sends to its database for an attempt. */
interface Probe {

    /**
     * A command that the driver has built and the server has not seen.
     *
     * @param attempt whose it is
     * @param request the number that the driver has given it
     */
    record Sent(String attempt, int request, String name, BsonDocument command) {}

    /**
     * What became of it.
     *
     * @param millis from its leave to the answer
     * @param answer null where none came
     * @param failure what the driver says then
     */
    record Answered(
            String attempt,
            int request,
            double millis,
            @Nullable BsonDocument answer,
            @Nullable String failure) {}

    /**
     * May wait, and so hold the command.
     *
     * @return whether it goes to the server; if not, the code fails there
     */
    boolean mayGo(Sent sent);

    void ended(Answered answered);
}
