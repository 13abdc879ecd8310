package store.retro.web;

import java.util.LinkedHashMap;
import java.util.Map;

/** A request that is refused for a reason its sender can act on; {@code Problems} turns it into problem+json. */
public class Rejection extends RuntimeException {

    private final Problem problem;
    private final Map<String, Object> members = new LinkedHashMap<>();

    /**
     * @param detail a sentence for the client; nothing of the inside
     */
    public Rejection(Problem problem, String detail) {
        super(detail);
        this.problem = problem;
    }

    /** Adds a further member of the problem+json, such as {@code items} of {@code out-of-stock}. */
    public Rejection with(String member, Object value) {
        members.put(member, value);
        return this;
    }

    public Problem problem() {
        return problem;
    }

    public Map<String, Object> members() {
        return Map.copyOf(members);
    }
}
