package store.retro.platform.security;

import java.util.List;

/**
 * A script of somebody else's that a page needs, and what that needs in turn. A room that wants one on another room's
 * page has a bean of this type; the page's room decides whether it takes it.
 *
 * @param origin where it is, and frames of its own
 * @param frameSources other origins whose frames it shows
 * @param connectSources origins that it calls
 */
public record ForeignScript(String origin, List<String> frameSources, List<String> connectSources) {

    public ForeignScript {
        frameSources = List.copyOf(frameSources);
        connectSources = List.copyOf(connectSources);
    }
}
