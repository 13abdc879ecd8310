package store.retro.platform.security;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Explains a refused start; registered in {@code META-INF/spring.factories}. */
class NoTokenKeysAnalyzer extends AbstractFailureAnalyzer<NoTokenKeysException> {

    NoTokenKeysAnalyzer() {}

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, NoTokenKeysException cause) {
        return new FailureAnalysis(
                "The store does not know whose tokens to trust: no key to verify them with is configured.", """
                Set the issuer of your tokens, and the audience they are made for:
                    spring.security.oauth2.resourceserver.jwt.issuer-uri
                    spring.security.oauth2.resourceserver.jwt.audiences
                Instead of issuer-uri, spring.security.oauth2.resourceserver.jwt.jwk-set-uri or \
                spring.security.oauth2.resourceserver.jwt.public-key-location names the keys themselves.
                To only try the store, start it with ./mvnw spring-boot:test-run, which makes its own.""", cause);
    }
}
