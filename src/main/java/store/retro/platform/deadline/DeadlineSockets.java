package store.retro.platform.deadline;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketTimeoutException;
import javax.net.SocketFactory;

/**
 * Sockets for libraries that know a timeout of each read only: a peer that sends byte by byte would hold a thread for
 * ever. These connect and read until the {@link Deadline} of their thread, and not for longer.
 */
public final class DeadlineSockets extends SocketFactory {

    @Override
    public Socket createSocket() {
        return new DeadlineSocket();
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
        return createSocket(InetAddress.getByName(host), port);
    }

    @Override
    public Socket createSocket(InetAddress host, int port) throws IOException {
        Socket socket = createSocket();
        socket.connect(new InetSocketAddress(host, port));
        return socket;
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress localHost, int localPort) throws IOException {
        return createSocket(InetAddress.getByName(host), port, localHost, localPort);
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress localHost, int localPort) throws IOException {
        Socket socket = createSocket();
        socket.bind(new InetSocketAddress(localHost, localPort));
        socket.connect(new InetSocketAddress(host, port));
        return socket;
    }

    private static final class DeadlineSocket extends Socket {

        @Override
        public void connect(SocketAddress endpoint) throws IOException {
            connect(endpoint, 0);
        }

        @Override
        public void connect(SocketAddress endpoint, int timeout) throws IOException {
            super.connect(endpoint, atMost(timeout));
        }

        @Override
        public InputStream getInputStream() throws IOException {
            int timeout = getSoTimeout();
            return new FilterInputStream(super.getInputStream()) {
                @Override
                public int read() throws IOException {
                    setSoTimeout(atMost(timeout));
                    return super.read();
                }

                @Override
                public int read(byte[] bytes, int offset, int length) throws IOException {
                    setSoTimeout(atMost(timeout));
                    return super.read(bytes, offset, length);
                }
            };
        }

        /** In milliseconds, of which 0 would be for ever. */
        private static int atMost(int timeout) throws SocketTimeoutException {
            long left = Deadline.remaining().toMillis();
            if (left == 0) {
                throw new SocketTimeoutException("the time for it is over");
            }
            return (int) Math.min(left, timeout == 0 ? Integer.MAX_VALUE : timeout);
        }
    }
}
