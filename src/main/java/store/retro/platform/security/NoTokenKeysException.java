package store.retro.platform.security;

/** Nothing says whose tokens the store trusts; {@link NoTokenKeysAnalyzer} tells the operator what to set. */
class NoTokenKeysException extends RuntimeException {

    NoTokenKeysException() {
        super("no key to verify tokens with");
    }
}
