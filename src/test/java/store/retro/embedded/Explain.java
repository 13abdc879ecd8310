package store.retro.embedded;

import de.bwaldvogel.mongo.backend.aggregation.Aggregation;
import de.bwaldvogel.mongo.bson.Document;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Tells which plan a query takes, by taking it and counting what it looks at. */
final class Explain {

    private static final Set<String> VERBOSITIES = Set.of("queryPlanner", "executionStats", "allPlansExecution");

    void register(Commands commands) {
        commands.register("explain", Command.of(this::explain, Set.of(), "verbosity"));
    }

    private Document explain(Request request, Scope scope) {
        Document explained = request.document("explain");
        if (request.has("verbosity") && !VERBOSITIES.contains(request.get("verbosity"))) {
            throw Codes.badValue("unknown verbosity " + request.get("verbosity"));
        }
        String command =
                explained.isEmpty() ? "" : explained.keySet().iterator().next();
        Namespace namespace = Namespace.of(request.database(), explained.get(command));
        Document sort = command.equals("find") ? Request.document(explained, "sort") : new Document();
        Document filter = filter(command, explained);
        return scope.read(txn -> {
            CollectionInfo info = new Catalogue(txn).find(namespace);
            return info == null
                    ? answer(namespace, filter, new Document("stage", "EOF"), new Document())
                    : answer(
                            namespace,
                            filter,
                            new Query(txn, info, filter, sort, explained.get("hint")),
                            sort,
                            explained);
        });
    }

    private static Document filter(String command, Document explained) {
        switch (command) {
            case "find":
                return Request.document(explained, "filter");
            case "count", "distinct", "findAndModify":
                return Request.document(explained, "query");
            case "update", "delete":
                List<?> statements = (List<?>) explained.get(command + "s");
                return Request.document((Document) statements.get(0), "q");
            case "aggregate":
                List<Document> stages = Aggregation.parse(explained.get("pipeline"));
                boolean matches = !stages.isEmpty() && stages.get(0).containsKey("$match");
                return matches ? Request.document(stages.get(0), "$match") : new Document();
            default:
                throw new CommandError(59, "CommandNotFound", "Explain failed due to unknown command: " + command);
        }
    }

    private static Document answer(
            Namespace namespace, Document filter, Query query, Document sort, Document explained) {
        Number skip = (Number) explained.getOrDefault("skip", 0);
        Number limit = (Number) explained.getOrDefault("limit", 0);
        int returned = query.find(skip.longValue(), limit.longValue()).size();
        Plan plan = query.plan();
        Document stage = scan(plan, query.isIdHack());
        if (!sort.isEmpty() && !plan.sorted()) {
            stage = new Document("stage", "SORT").append("sortPattern", sort).append("inputStage", stage);
        }
        Document stats = new Document("executionSuccess", true)
                .append("nReturned", returned)
                .append("totalKeysExamined", (int) query.keysExamined())
                .append("totalDocsExamined", (int) query.docsExamined());
        return answer(namespace, filter, stage, stats);
    }

    private static Document scan(Plan plan, boolean idHack) {
        if (plan.stage() == Plan.Stage.COLLSCAN) {
            return new Document("stage", "COLLSCAN").append("direction", plan.backwards() ? "backward" : "forward");
        }
        if (idHack) {
            return new Document("stage", "IDHACK");
        }
        IndexInfo index = plan.index();
        Document scan = new Document("stage", "IXSCAN")
                .append("indexName", index == null ? "_id_" : index.name())
                .append("keyPattern", index == null ? new Document("_id", 1) : index.pattern())
                .append("isUnique", index == null || index.isUnique())
                .append("direction", plan.backwards() ? "backward" : "forward");
        return new Document("stage", "FETCH").append("inputStage", scan);
    }

    private static Document answer(Namespace namespace, Document filter, Document stage, @Nullable Document stats) {
        return new Document("explainVersion", "1")
                .append(
                        "queryPlanner",
                        new Document("namespace", namespace.toString())
                                .append("parsedQuery", filter)
                                .append("winningPlan", stage)
                                .append("rejectedPlans", List.of()))
                .append("executionStats", stats);
    }
}
