package store.retro.reliability;

import java.util.Collection;

/**
 * A request of the service's to something outside.
 *
 * @param command what it asks for, and of which collection
 * @param text all of it, to be searched for names
 * @param transaction what it shares with all others of its transaction; empty where it has none
 */
record Message(String command, String text, String transaction) {

    static Message of(byte[] message) {
        String text = WireMessage.text(message);
        return new Message(WireMessage.command(message), text, WireMessage.transaction(text));
    }

    boolean names(Collection<String> some) {
        return some.stream().anyMatch(text::contains);
    }
}
