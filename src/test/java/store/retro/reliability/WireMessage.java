package store.retro.reliability;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * As much of the wire protocol as a bystander needs: where a message ends, and which command it is.
 *
 * @see <a href="https://www.mongodb.com/docs/manual/reference/mongodb-wire-protocol/">MongoDB Wire Protocol</a>
 */
final class WireMessage {

    private static final int HEADER = 16;
    private static final int OP_MSG = 2013;

    /** BSON's type of a string. */
    private static final byte STRING = 2;

    /** Behind the header, the flags, the section's kind and its document's length and first type. */
    private static final int FIRST_NAME = HEADER + 4 + 1 + 4 + 1;

    /** The elements of a command, each with its type before and a zero behind its name. */
    private static final String SESSION = "\3lsid\0";

    private static final String NUMBER = "\22txnNumber\0";

    /** In the session's document: its length, the element {@code id}, its length and kind. */
    private static final int BEFORE_ID = 4 + 4 + 4 + 1;

    private WireMessage() {}

    /** The next whole message, or null at the end. */
    static byte @Nullable [] read(DataInputStream in) throws IOException {
        byte[] length = new byte[4];
        try {
            in.readFully(length);
        } catch (EOFException e) {
            return null;
        }
        byte[] message = new byte[littleEndian(length).getInt(0)];
        System.arraycopy(length, 0, message, 0, 4);
        in.readFully(message, 4, message.length - 4);
        return message;
    }

    /**
     * The name of a request's command, and of the collection where it has one: {@code "update users"}. The handshake's
     * old form counts as {@code hello}.
     */
    static String command(byte[] message) {
        if (littleEndian(message).getInt(12) != OP_MSG) {
            return "hello";
        }
        int end = endOfString(message, FIRST_NAME);
        String name = text(message, FIRST_NAME, end);
        if (message[FIRST_NAME - 1] != STRING) {
            return name;
        }
        int value = end + 1 + 4;
        return name + " " + text(message, value, endOfString(message, value));
    }

    /** The number that a request's sender has given it. */
    static int request(byte[] message) {
        return littleEndian(message).getInt(4);
    }

    /** All of it, a byte a character, to be searched. */
    static String text(byte[] message) {
        return new String(message, StandardCharsets.ISO_8859_1);
    }

    /** What a request shares with all others of its transaction, or of its repetitions; empty where it has none. */
    static String transaction(String text) {
        int session = text.indexOf(SESSION);
        int number = text.indexOf(NUMBER);
        if (session < 0 || number < 0) {
            return "";
        }
        int id = session + SESSION.length() + BEFORE_ID;
        int value = number + NUMBER.length();
        return text.substring(id, id + 16) + text.substring(value, value + 8);
    }

    private static int endOfString(byte[] message, int from) {
        int end = from;
        while (message[end] != 0) {
            end++;
        }
        return end;
    }

    private static String text(byte[] message, int from, int to) {
        return new String(message, from, to - from, StandardCharsets.UTF_8);
    }

    private static ByteBuffer littleEndian(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }
}
