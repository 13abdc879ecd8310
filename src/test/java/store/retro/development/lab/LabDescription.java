package store.retro.development.lab;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.stereotype.Component;
import store.retro.TestDatabase;

/** What the lab can do here, for its page. */
@Component
@ConditionalOnProperty(name = LabStore.LAB, havingValue = "true", matchIfMissing = true)
class LabDescription {

    static final int MOST_BUYERS = 400;
    static final int MOST_STOCK = 100;

    /** @param starting the lab, which need not be there yet */
    Map<String, Object> of(CompletableFuture<Running> starting) {
        boolean ready = starting.isDone() && !starting.isCompletedExceptionally();
        Running lab = ready ? starting.join() : null;
        return Events.members(
                "ready", ready,
                "failed", failure(starting),
                "server", lab == null ? null : server(lab),
                "limits",
                        Events.members(
                                "heldSeconds",
                                lab == null ? 20 : lab.heldAtMost().toSeconds(),
                                "stallSeconds",
                                Breaking.STALL.toSeconds(),
                                "operations",
                                Running.OPERATIONS,
                                "buyers",
                                MOST_BUYERS,
                                "stock",
                                MOST_STOCK),
                "styles", styles(),
                "scripts", scripts(),
                "breaks", breaks(lab),
                "stepDown", lab == null ? null : stepDown(lab));
    }

    private static @Nullable String failure(CompletableFuture<Running> starting) {
        if (!starting.isCompletedExceptionally()) {
            return null;
        }
        try {
            starting.join();
            return null;
        } catch (CompletionException e) {
            return Lab.whyNot(e.getCause());
        }
    }

    private static Map<String, Object> server(Running lab) {
        LabServer server = lab.server();
        return Events.members(
                "description", TestDatabase.ofThisRun().description(),
                "version", server.version(),
                "kind", server.isSharded() ? "sharded" : "replica-set",
                "members", server.members(),
                "failPoints", lab.failPoints(),
                "transactionLifetimeSeconds", server.transactionLifetime().toSeconds(),
                "database", server.databaseName());
    }

    private static List<Map<String, Object>> styles() {
        return Arrays.stream(LabStyle.values())
                .map(style -> Events.members("id", style, "title", style.title(), "says", style.says()))
                .toList();
    }

    private static List<Map<String, Object>> scripts() {
        return Arrays.stream(Script.values())
                .map(script -> Events.members(
                        "id", script.id(),
                        "title", script.title(),
                        "lookFor", script.lookFor(),
                        "styles", LabStyle.values(),
                        "wrong", script.wrong(),
                        "secondProcess", script.needsSecondProcess()))
                .toList();
    }

    private static List<Map<String, Object>> breaks(@Nullable Running lab) {
        return Arrays.stream(Break.values())
                .map(each -> {
                    String why = each.whyNotOn(lab == null || lab.failPoints());
                    return Events.members(
                            "id",
                            each.id(),
                            "title",
                            each.title(),
                            "says",
                            each.says(),
                            "available",
                            why == null,
                            "why",
                            why);
                })
                .toList();
    }

    private static Map<String, Object> stepDown(Running lab) {
        String why = lab.server().whyNoStepDown();
        return Events.members("available", why == null, "why", why);
    }
}
