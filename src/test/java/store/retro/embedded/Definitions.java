package store.retro.embedded;

import static store.retro.embedded.Command.Trait.IN_TRANSACTION;
import static store.retro.embedded.Command.Trait.WRITES;

import de.bwaldvogel.mongo.backend.DefaultQueryMatcher;
import de.bwaldvogel.mongo.backend.Utils;
import de.bwaldvogel.mongo.bson.Document;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** The commands that define databases, collections and indexes, or list them. */
final class Definitions {

    private static final Set<String> INDEX_FIELDS =
            Set.of("key", "name", "unique", "sparse", "partialFilterExpression", "background", "v", "ns", "collation");

    private final Cursors cursors;

    Definitions(Cursors cursors) {
        this.cursors = cursors;
    }

    void register(Commands commands) {
        Set<Command.Trait> writes = EnumSet.of(WRITES);
        Set<Command.Trait> transactional = EnumSet.of(WRITES, IN_TRANSACTION);
        commands.register("create", Command.of(this::create, transactional, CollectionOptions.OF_CREATE));
        commands.register("collMod", Command.of(this::modify, writes, CollectionOptions.OF_COLL_MOD));
        commands.register("drop", Command.of(this::drop, writes));
        commands.register("dropDatabase", Command.of(this::dropDatabase, writes));
        commands.register("renameCollection", Command.of(this::rename, writes, "to dropTarget"));
        commands.register("createIndexes", Command.of(this::createIndexes, transactional, "indexes commitQuorum"));
        commands.register("dropIndexes", Command.of(this::dropIndexes, writes, "index"));
        commands.register("listIndexes", Command.of(this::listIndexes, Set.of(), "cursor"));
        commands.register(
                "listCollections",
                Command.of(this::listCollections, Set.of(), "filter nameOnly authorizedCollections cursor"));
        commands.register("collStats", Command.of(this::collStats, Set.of(), "scale"));
        commands.register(
                "listDatabases", Command.of(this::listDatabases, Set.of(), "filter nameOnly authorizedDatabases"));
    }

    private Document create(Request request, Scope scope) {
        CollectionOptions options = CollectionOptions.of(request);
        if (scope.isTransaction() && !options.type().equals("collection")) {
            throw new CommandError(
                    263,
                    "OperationNotSupportedInTransaction",
                    "Cannot create a view or a time-series collection in a multi-document transaction.");
        }
        return scope.write(txn -> {
            Catalogue catalogue = new Catalogue(txn);
            if (catalogue.findOfAnyKind(request.namespace()) != null) {
                throw new CommandError(48, "NamespaceExists", "Collection " + request.namespace() + " already exists.");
            }
            catalogue.create(request.namespace(), options);
            return new Document();
        });
    }

    private Document modify(Request request, Scope scope) {
        return scope.write(txn -> {
            Catalogue catalogue = new Catalogue(txn);
            CollectionInfo info = catalogue.findAloneOfAnyKind(request.namespace());
            if (info == null) {
                throw Codes.namespaceNotFound(request.namespace().toString());
            }
            if (!info.options().type().equals("collection")) {
                throw Codes.invalidOptions(
                        "option not supported on a view or a time-series collection: " + CollectionOptions.OF_COLL_MOD);
            }
            catalogue.save(info.withOptions(info.options().modifiedBy(request)));
            return new Document();
        });
    }

    private Document drop(Request request, Scope scope) {
        return scope.write(txn -> {
            Catalogue catalogue = new Catalogue(txn);
            CollectionInfo info = catalogue.findAloneOfAnyKind(request.namespace());
            if (info == null) {
                return new Document("ns", request.namespace().toString());
            }
            catalogue.drop(info);
            return new Document("nIndexesWas", info.indexes().size() + 1)
                    .append("ns", request.namespace().toString());
        });
    }

    private Document dropDatabase(Request request, Scope scope) {
        return scope.write(txn -> {
            Catalogue catalogue = new Catalogue(txn);
            catalogue
                    .collections(request.database())
                    .forEach(info -> txn.alone(info.namespace().toString()));
            catalogue.collections(request.database()).stream()
                    .filter(info -> txn.holds(info.namespace().toString()))
                    .forEach(catalogue::drop);
            return new Document("dropped", request.database());
        });
    }

    private Document rename(Request request, Scope scope) {
        Namespace from = Namespace.parse(request.target());
        Namespace to = Namespace.parse(request.get("to"));
        return scope.write(txn -> {
            Catalogue catalogue = new Catalogue(txn);
            CollectionInfo info = catalogue.findAlone(from);
            CollectionInfo target = catalogue.findAloneOfAnyKind(to);
            if (info == null) {
                throw Codes.namespaceNotFound(from.toString());
            }
            if (target != null && !request.flag("dropTarget")) {
                throw new CommandError(48, "NamespaceExists", "target namespace exists");
            }
            if (target != null) {
                catalogue.drop(target);
            }
            catalogue.rename(info, to);
            return new Document();
        });
    }

    private Document createIndexes(Request request, Scope scope) {
        List<Document> specs = request.documents("indexes");
        specs.forEach(Definitions::checkIndex);
        CollectionInfo complete = scope.read(txn -> {
            CollectionInfo known = new Catalogue(txn).find(request.namespace());
            return known == null || !missing(known, specs, txn.store()).isEmpty() ? null : known;
        });
        if (complete != null) {
            return indexed(complete.indexes(), complete.indexes(), false);
        }
        return scope.write(txn -> {
            Catalogue catalogue = new Catalogue(txn);
            CollectionInfo found = scope.isTransaction()
                    ? catalogue.find(request.namespace())
                    : catalogue.findAlone(request.namespace());
            CollectionInfo info = found != null ? found : catalogue.create(request.namespace(), CollectionOptions.NONE);
            List<IndexInfo> missing = missing(info, specs, txn.store());
            if (scope.isTransaction() && !txn.hasCreated(info.namespace()) && !missing.isEmpty()) {
                throw new CommandError(
                        263,
                        "OperationNotSupportedInTransaction",
                        "Cannot create new indexes on existing collection " + info.namespace() + " in a transaction.");
            }
            missing.forEach(new Documents(txn, info)::index);
            List<IndexInfo> all = new ArrayList<>(info.indexes());
            all.addAll(missing);
            if (!missing.isEmpty()) {
                catalogue.save(info.withIndexes(all));
            }
            return indexed(info.indexes(), all, found == null);
        });
    }

    private static Document indexed(List<IndexInfo> before, List<IndexInfo> after, boolean created) {
        return new Document("numIndexesBefore", before.size() + 1)
                .append("numIndexesAfter", after.size() + 1)
                .append("createdCollectionAutomatically", created);
    }

    private static void checkIndex(Document spec) {
        for (String field : spec.keySet()) {
            if (!INDEX_FIELDS.contains(field)) {
                throw new CommandError(
                        197, "InvalidIndexSpecificationOption", "the index option '" + field + "' is not supported");
            }
        }
        Request.refuseCollation(spec.get("collation"));
        if (!(spec.get("name") instanceof String)) {
            throw Codes.failedToParse("The 'name' field is a required property of an index specification");
        }
        Document pattern = Request.document(spec, "key");
        boolean plain = pattern.entrySet().stream()
                .allMatch(field ->
                        field.getValue() instanceof Number && !field.getKey().contains("$"));
        if (pattern.isEmpty() || !plain) {
            throw new CommandError(67, "CannotCreateIndex", "only ascending and descending keys are supported");
        }
        Document filter = (Document) spec.get("partialFilterExpression");
        if (filter != null) {
            Query.validate(filter);
            new DefaultQueryMatcher().matches(new Document(), filter);
        }
    }

    private static List<IndexInfo> missing(CollectionInfo info, List<Document> specs, Storage store) {
        List<IndexInfo> missing = new ArrayList<>();
        for (Document spec : specs) {
            Document pattern = (Document) spec.get("key");
            if (pattern.keySet().equals(Set.of("_id"))) {
                continue;
            }
            IndexInfo wanted = new IndexInfo(store.newSpace(), normalized(spec));
            if (info.indexes().stream().noneMatch(existing -> isSame(existing, wanted))) {
                missing.add(wanted);
            }
        }
        return missing;
    }

    /** Options without effect here are left out, and numbers made alike, so that specifications can be compared. */
    private static Document normalized(Document spec) {
        Document pattern = new Document();
        ((Document) spec.get("key"))
                .forEach((field, direction) -> pattern.put(field, ((Number) direction).intValue() < 0 ? -1 : 1));
        Document normalized = new Document("v", 2).append("key", pattern).append("name", spec.get("name"));
        for (String option : List.of("unique", "sparse")) {
            if (Utils.isTrue(spec.get(option))) {
                normalized.put(option, true);
            }
        }
        normalized.putIfNotNull("partialFilterExpression", spec.get("partialFilterExpression"));
        return normalized;
    }

    private static boolean isSame(IndexInfo existing, IndexInfo wanted) {
        if (existing.spec().equals(wanted.spec())) {
            return true;
        }
        if (existing.name().equals(wanted.name())) {
            throw new CommandError(
                    86,
                    "IndexKeySpecsConflict",
                    "An existing index has the same name as the requested index, but is another one: " + wanted.name());
        }
        boolean samePattern = existing.pattern().equals(wanted.pattern())
                && Objects.equals(existing.partialFilter(), wanted.partialFilter());
        if (samePattern) {
            throw new CommandError(
                    85, "IndexOptionsConflict", "Index already exists with a different name: " + existing.name());
        }
        return false;
    }

    private Document dropIndexes(Request request, Scope scope) {
        Object which = request.get("index");
        return scope.write(txn -> {
            Catalogue catalogue = new Catalogue(txn);
            CollectionInfo info = catalogue.findAlone(request.namespace());
            if (info == null) {
                throw Codes.namespaceNotFound(request.namespace().toString());
            }
            List<IndexInfo> dropped = info.indexes().stream()
                    .filter(index -> "*".equals(which)
                            || index.name().equals(which)
                            || index.pattern().equals(which)
                            || which instanceof List<?> names && names.contains(index.name()))
                    .toList();
            if (dropped.isEmpty() && !"*".equals(which)) {
                throw new CommandError(27, "IndexNotFound", "index not found with name [" + which + "]");
            }
            dropped.forEach(index -> catalogue.clear(index.space()));
            List<IndexInfo> left = new ArrayList<>(info.indexes());
            left.removeAll(dropped);
            catalogue.save(info.withIndexes(left));
            return new Document("nIndexesWas", info.indexes().size() + 1);
        });
    }

    private Document listIndexes(Request request, Scope scope) {
        List<Document> specs = scope.read(txn -> {
            List<Document> all = new ArrayList<>();
            all.add(CollectionInfo.ID_INDEX);
            new Catalogue(txn).require(request.namespace()).indexes().forEach(index -> all.add(index.spec()));
            return all;
        });
        return cursors.first(request, request.namespace(), specs, batchSize(request));
    }

    private Document listCollections(Request request, Scope scope) {
        List<Document> found = scope.read(txn -> new Catalogue(txn).collections(request.database())).stream()
                .map(Definitions::describe)
                .filter(matching(request))
                .map(description -> request.flag("nameOnly")
                        ? new Document("name", description.get("name")).append("type", description.get("type"))
                        : description)
                .toList();
        Namespace namespace = new Namespace(request.database(), "$cmd.listCollections");
        return cursors.first(request, namespace, found, batchSize(request));
    }

    private static java.util.function.Predicate<Document> matching(Request request) {
        Document filter = request.document("filter");
        Query.validate(filter);
        return description -> new DefaultQueryMatcher().matches(description, filter);
    }

    private static Number batchSize(Request request) {
        return (Number) request.document("cursor").getOrDefault("batchSize", Integer.MAX_VALUE);
    }

    private static Document describe(CollectionInfo info) {
        CollectionOptions options = info.options();
        Document description = new Document("name", info.namespace().collection())
                .append("type", options.type())
                .append("options", options.document());
        return options.type().equals("collection")
                ? description
                        .append("info", new Document("readOnly", false).append("uuid", info.uuid()))
                        .append("idIndex", CollectionInfo.ID_INDEX)
                : description.append("info", new Document("readOnly", options.isView()));
    }

    private Document collStats(Request request, Scope scope) {
        return scope.read(txn -> {
            long[] sums = new long[2];
            CollectionInfo info = new Catalogue(txn).find(request.namespace());
            if (info != null) {
                txn.scan(Key.of(info.space()), Key.of(info.space(), Key.HIGH), false)
                        .forEachRemaining(entry -> {
                            sums[0]++;
                            sums[1] += entry.getValue().size();
                        });
            }
            return new Document("ns", request.namespace().toString())
                    .append("count", sums[0])
                    .append("size", sums[1])
                    .append("nindexes", info == null ? 0 : info.indexes().size() + 1);
        });
    }

    private Document listDatabases(Request request, Scope scope) {
        List<Document> databases = scope.read(txn -> new Catalogue(txn).databases()).stream()
                .map(name -> new Document("name", name).append("sizeOnDisk", 0L).append("empty", false))
                .filter(matching(request))
                .map(found -> request.flag("nameOnly") ? new Document("name", found.get("name")) : found)
                .toList();
        Document response = new Document("databases", databases);
        if (!request.flag("nameOnly")) {
            response.append("totalSize", 0L).append("totalSizeMb", 0L);
        }
        return response;
    }
}
