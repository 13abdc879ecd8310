package store.retro.embedded;

import de.bwaldvogel.mongo.MongoDatabase;
import de.bwaldvogel.mongo.backend.AbstractMongoCollection;
import de.bwaldvogel.mongo.backend.CollectionOptions;
import de.bwaldvogel.mongo.backend.CursorRegistry;
import de.bwaldvogel.mongo.backend.DocumentWithPosition;
import de.bwaldvogel.mongo.backend.QueryParameters;
import de.bwaldvogel.mongo.backend.QueryResult;
import de.bwaldvogel.mongo.bson.Document;
import java.util.Iterator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A collection as one transaction sees it, for the stages of an aggregation that look into other collections. */
final class View extends AbstractMongoCollection<Integer> {

    private final Txn txn;
    private final @Nullable CollectionInfo info;

    View(Txn txn, MongoDatabase database, String name, @Nullable CollectionInfo info) {
        super(database, name, CollectionOptions.withDefaults(), new CursorRegistry());
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
    protected QueryResult matchDocuments(
            Document query, Document orderBy, int numberToSkip, int numberToReturn, int batchSize, Document fields) {
        throw readOnly();
    }

    @Override
    public int count() {
        int count = 0;
        for (Iterator<Document> all = queryAll().iterator(); all.hasNext(); all.next()) {
            count++;
        }
        return count;
    }

    @Override
    protected Integer addDocumentInternal(Document document) {
        throw readOnly();
    }

    @Override
    protected void handleUpdate(Integer position, Document oldDocument, Document newDocument) {
        throw readOnly();
    }

    @Override
    protected void removeDocument(Integer position) {
        throw readOnly();
    }

    @Override
    protected Document getDocument(Integer position) {
        throw readOnly();
    }

    @Override
    protected Stream<DocumentWithPosition<Integer>> streamAllDocumentsWithPosition() {
        throw readOnly();
    }

    @Override
    protected void updateDataSize(int sizeDelta) {
        throw readOnly();
    }

    @Override
    protected int getDataSize() {
        return 0;
    }

    private static UnsupportedOperationException readOnly() {
        return new UnsupportedOperationException("an aggregation only reads here");
    }
}
