package store.retro.platform.security;

import java.util.List;

/**
 * What a page may do in a browser besides using the store's own files and paths. Each room that has a page has a bean
 * of this type.
 *
 * @param paths where the page is served; what is served elsewhere has none of these rights
 * @param connectSources origins that it may call, such as the issuer of its users' tokens
 * @param imageSources origins whose pictures it may show
 * @param scripts of others that it may run
 */
public record PagePolicy(
        List<String> paths, List<String> connectSources, List<String> imageSources, List<ForeignScript> scripts) {

    public PagePolicy {
        paths = List.copyOf(paths);
        connectSources = List.copyOf(connectSources);
        imageSources = List.copyOf(imageSources);
        scripts = List.copyOf(scripts);
    }

    /** Of a page that runs no script but the store's own. */
    public PagePolicy(List<String> paths, List<String> connectSources, List<String> imageSources) {
        this(paths, connectSources, imageSources, List.of());
    }
}
