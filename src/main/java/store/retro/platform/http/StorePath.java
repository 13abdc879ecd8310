package store.retro.platform.http;

import java.net.URI;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * What lies in this store, as its answers name it: by a path that begins with the context path, and without a host. So
 * nobody has to tell the store what it is called outside.
 */
public final class StorePath {

    private StorePath() {}

    /** @param path as it would be without a context path; only while a request is answered */
    public static String of(String path) {
        ServletRequestAttributes current = (ServletRequestAttributes) RequestContextHolder.currentRequestAttributes();
        return current.getRequest().getContextPath() + path;
    }

    /** As {@link #of(String)}, with values in its place holders. */
    public static URI of(String template, String... values) {
        return UriComponentsBuilder.fromPath(of(template)).build((Object[]) values);
    }
}
