package store.retro.development.lab;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import store.retro.development.lab.InsideView.OpenTransaction;

/** What a session is doing: an attempt, a script or a crowd, with the documents of each style. */
final class Operation {

    /** How far it is. */
    enum State {
        preparing,
        running,
        held,
        ended
    }

    /**
     * What is asked for.
     *
     * @param script which, of a script
     */
    record Plan(String kind, @Nullable String script, List<LabStyle> styles, boolean inSecondProcess) {}

    private final int number;
    private final Plan plan;
    private final Events events;
    private final long begun = System.nanoTime();
    private final Map<LabStyle, Bench> benches = new LinkedHashMap<>();
    private final Map<LabStyle, Object> panes = new ConcurrentHashMap<>();
    private final Map<LabStyle, Object> verdicts = new ConcurrentHashMap<>();
    private final Set<OpenTransaction> leftOpen = ConcurrentHashMap.newKeySet();
    private final List<AutoCloseable> resources = new CopyOnWriteArrayList<>();
    private volatile State state = State.preparing;
    private volatile @Nullable Attempt attempt;

    Operation(int number, Plan plan, Events events) {
        this.number = number;
        this.plan = plan;
        this.events = events;
    }

    int number() {
        return number;
    }

    Plan plan() {
        return plan;
    }

    long millis() {
        return (System.nanoTime() - begun) / 1_000_000;
    }

    synchronized Bench bench(LabStyle style) {
        return benches.get(style);
    }

    synchronized List<Bench> benches() {
        return List.copyOf(benches.values());
    }

    synchronized void add(Bench bench) {
        benches.put(bench.style(), bench);
    }

    /** Leaves its documents to another operation. */
    synchronized void release(Bench bench) {
        benches.remove(bench.style());
    }

    State state() {
        return state;
    }

    void become(State next) {
        become(next, null);
    }

    /** @param failed why the lab itself could not go on */
    void become(State next, @Nullable String failed) {
        state = next;
        Map<String, Object> members = description();
        members.put("failed", failed);
        tell("operation", null, null, members);
    }

    /** As it is now. */
    Map<String, Object> description() {
        return Events.members(
                "number",
                number,
                "kind",
                plan.kind(),
                "script",
                plan.script(),
                "styles",
                plan.styles(),
                "process",
                plan.inSecondProcess() ? "second" : "own",
                "state",
                state);
    }

    /** Tells whoever looks on. */
    void tell(String type, @Nullable LabStyle style, @Nullable String who, Map<String, Object> members) {
        Map<String, Object> all = Events.members("operation", number, "at", millis());
        if (style != null) {
            all.put("style", style);
        }
        if (who != null) {
            all.put("who", who);
        }
        all.putAll(members);
        if (type.equals("panes")) {
            panes.put(style, members);
        } else if (type.equals("verdict")) {
            verdicts.put(style, members);
        }
        events.add(type, all);
    }

    void step(@Nullable LabStyle style, String text) {
        tell("step", style, null, Events.members("text", text));
    }

    Map<LabStyle, Object> panes() {
        return panes;
    }

    Map<LabStyle, Object> verdicts() {
        return verdicts;
    }

    /** The one that a developer steps through. */
    @Nullable
    Attempt attempt() {
        return attempt;
    }

    void follow(Attempt stepped) {
        attempt = stepped;
    }

    /** Notes a transaction that was begun, and that nobody is known to have ended. */
    void begun(OpenTransaction transaction) {
        leftOpen.add(transaction);
    }

    void ended(OpenTransaction transaction) {
        leftOpen.remove(transaction);
    }

    Set<OpenTransaction> leftOpen() {
        return leftOpen;
    }

    /** Closes it with the operation. */
    <T extends AutoCloseable> T own(T resource) {
        resources.add(resource);
        return resource;
    }

    List<AutoCloseable> resources() {
        return resources;
    }
}
