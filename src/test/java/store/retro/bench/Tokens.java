package store.retro.bench;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import store.retro.fixture.TokenSigner;

/** The tokens of a round's buyers: for the store by a key, for the peer by a secret. */
final class Tokens {

    private static final Duration LIFETIME = Duration.ofHours(2);

    private final TokenSigner signer = new TokenSigner("bench");

    /** In the form that the service reads. */
    void writePublicKey(Path file) throws IOException {
        String base64 = Base64.getMimeEncoder(64, new byte[] {'\n'})
                .encodeToString(signer.publicKey().getEncoded());
        Files.writeString(file, "-----BEGIN PUBLIC KEY-----\n" + base64 + "\n-----END PUBLIC KEY-----\n");
    }

    /** A token of the user's for the service. */
    String of(String user) {
        return signer.token(user, List.of(), LIFETIME);
    }

    /** A token of the user's for whoever shares the secret. */
    static String of(String user, String secret) {
        try {
            return TokenSigner.signed(
                    new JWSHeader(JWSAlgorithm.HS256),
                    TokenSigner.claims(user, List.of(), LIFETIME),
                    new MACSigner(secret));
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }
}
