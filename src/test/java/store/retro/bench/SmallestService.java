package store.retro.bench;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.startup.Tomcat;

/**
 * The smallest honest service that places orders as the contract wants it: Tomcat, one servlet, Nimbus, Jackson and the
 * driver. What the store costs beyond it is the price of Spring, and of what it does besides.
 */
final class SmallestService implements AutoCloseable {

    private final Tomcat tomcat;
    private final MongoClient client;

    private SmallestService(Tomcat tomcat, MongoClient client) {
        this.tomcat = tomcat;
        this.client = client;
    }

    /**
     * Serves until it is killed.
     *
     * @param args its port, the address of its database, and the file of the public key for its tokens, beside
     *     which Tomcat works
     */
    public static void main(String[] args) throws IOException, GeneralSecurityException, LifecycleException {
        start(Integer.parseInt(args[0]), args[1], Path.of(args[2]))
                .tomcat
                .getServer()
                .await();
    }

    /** @param port 0 for any that is free */
    static SmallestService start(int port, String uri, Path publicKey)
            throws IOException, GeneralSecurityException, LifecycleException {
        MongoClient client = OrderCommands.connect(uri);
        MongoDatabase database = Workbench.database(client, uri);
        OrderIndexes.create(database);
        DriverOrders orders = new DriverOrders(client, new OrderCommands(client, database));
        Tomcat tomcat = new Tomcat();
        tomcat.setBaseDir(publicKey.resolveSibling("tomcat").toString());
        tomcat.setPort(port);
        tomcat.getConnector().setProperty("address", "127.0.0.1");
        Context context = tomcat.addContext("", null);
        PlaceOrderServlet servlet = new PlaceOrderServlet(new BearerTokens(readKey(publicKey)), orders);
        Tomcat.addServlet(context, "place-order", servlet).addMapping("/place-order");
        tomcat.start();
        return new SmallestService(tomcat, client);
    }

    private static RSAPublicKey readKey(Path pem) throws IOException, GeneralSecurityException {
        String base64 = Files.readString(pem).replaceAll("-----.*-----", "");
        byte[] encoded = Base64.getMimeDecoder().decode(base64);
        return (RSAPublicKey) KeyFactory.getInstance("RSA").generatePublic(new X509EncodedKeySpec(encoded));
    }

    int port() {
        return tomcat.getConnector().getLocalPort();
    }

    @Override
    public void close() throws LifecycleException {
        tomcat.stop();
        tomcat.destroy();
        client.close();
    }
}
