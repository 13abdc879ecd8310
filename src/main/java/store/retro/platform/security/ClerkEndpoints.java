package store.retro.platform.security;

import java.util.List;

/**
 * What of {@code /staff/**} clerks may call, too. Each room has a bean of this type for its own.
 *
 * @param endpoints a method and a pattern each, such as {@code "GET /staff/stuck"}; HEAD goes with GET
 */
public record ClerkEndpoints(List<String> endpoints) {}
