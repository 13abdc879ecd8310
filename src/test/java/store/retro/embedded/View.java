package store.retro.embedded;

import de.bwaldvogel.mongo.MongoDatabase;
import de.bwaldvogel.mongo.backend.QueryParameters;
import de.bwaldvogel.mongo.backend.QueryResult;
import de.bwaldvogel.mongo.bson.Document;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/** A collection as one transaction sees it, for the stages of an aggregation that look into other collections. */
final class View extends ReadOnlyCollection {

    private final Txn txn;
    private final @Nullable CollectionInfo info;

    View(Txn txn, MongoDatabase database, String name, @Nullable CollectionInfo info) {
        super(database, name);
        this.txn = txn;
        this.info = info;
    }

    @Override
    public QueryResult handleQuery(QueryParameters parameters) {
        if (info == null) {
            return new QueryResult();
        }
        Query query = new Query(txn, info, parameters.getQuerySelector(), new Document(), null);
        return new QueryResult(query.find(parameters.getNumberToSkip(), parameters.getLimit()));
    }

    @Override
    public int count() {
        int count = 0;
        for (Iterator<Document> all = queryAll().iterator(); all.hasNext(); all.next()) {
            count++;
        }
        return count;
    }
}
