package store.retro.embedded;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.bson.BsonBinaryReader;
import org.bson.BsonBinaryWriter;
import org.bson.Document;
import org.bson.codecs.DecoderContext;
import org.bson.codecs.DocumentCodec;
import org.bson.codecs.EncoderContext;
import org.bson.io.BasicOutputBuffer;

/** A connection without a driver, for what a driver never sends: another's session, or none. */
final class RawConnection implements AutoCloseable {

    private static final int HEADER_SIZE = 16;
    private static final int OP_MSG = 2013;

    private final Socket socket;

    RawConnection(String host, int port) {
        try {
            socket = new Socket(host, port);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Document run(String database, Document command) {
        BasicOutputBuffer body = new BasicOutputBuffer();
        new DocumentCodec()
                .encode(
                        new BsonBinaryWriter(body),
                        new Document(command).append("$db", database),
                        EncoderContext.builder().build());
        int size = HEADER_SIZE + 5 + body.getSize();
        ByteBuffer message = ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
        message.putInt(size)
                .putInt(1)
                .putInt(0)
                .putInt(OP_MSG)
                .putInt(0)
                .put((byte) 0)
                .put(body.toByteArray());
        try {
            socket.getOutputStream().write(message.array());
            return read();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Document read() throws IOException {
        DataInputStream in = new DataInputStream(socket.getInputStream());
        byte[] rest = new byte[Integer.reverseBytes(in.readInt()) - 4];
        in.readFully(rest);
        ByteBuffer answer = ByteBuffer.wrap(rest, HEADER_SIZE + 1, rest.length - HEADER_SIZE - 1);
        return new DocumentCodec()
                .decode(new BsonBinaryReader(answer), DecoderContext.builder().build());
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
