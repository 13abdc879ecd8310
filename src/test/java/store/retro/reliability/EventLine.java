package store.retro.reliability;

import java.util.Optional;
import store.retro.fixture.Receiver;

/** The line from a store to the receiver of its events: each delivery is a step of what is followed on the cable. */
record EventLine(MongoProxy cable) implements Receiver.Line {

    @Override
    public Passage carry(String body) {
        Optional<CommandTrace.Encounter> encounter = cable.meet(new Message(Operation.DELIVERY, body, ""));
        return new Passage() {
            @Override
            public boolean reaches() {
                return encounter.filter(CommandTrace.Encounter::stopsRequest).isEmpty();
            }

            @Override
            public boolean returns() {
                return encounter.filter(each -> each.stopsAnswer("")).isEmpty();
            }
        };
    }
}
