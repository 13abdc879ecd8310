package store.retro.platform.security;

import java.util.List;

/**
 * Endpoints that anyone may call. Each room has a bean of this type for its own.
 *
 * @param endpoints a method and a pattern each, such as {@code "POST /dev/tokens"}; HEAD goes with GET
 */
public record PublicEndpoints(List<String> endpoints) {}
