package store.retro.embedded;

import de.bwaldvogel.mongo.MongoDatabase;
import de.bwaldvogel.mongo.backend.AbstractMongoCollection;
import de.bwaldvogel.mongo.backend.CollectionOptions;
import de.bwaldvogel.mongo.backend.CursorRegistry;
import de.bwaldvogel.mongo.backend.DocumentWithPosition;
import de.bwaldvogel.mongo.backend.QueryResult;
import de.bwaldvogel.mongo.bson.Document;
import java.util.stream.Stream;

/** What mongo-java-server wants of a collection; most of it is never asked for here. */
abstract class ReadOnlyCollection extends AbstractMongoCollection<Integer> {

    ReadOnlyCollection(MongoDatabase database, String name) {
        super(database, name, CollectionOptions.withDefaults(), new CursorRegistry());
    }

    @Override
    protected QueryResult matchDocuments(
            Document query, Document orderBy, int numberToSkip, int numberToReturn, int batchSize, Document fields) {
        throw unsupported();
    }

    @Override
    protected Integer addDocumentInternal(Document document) {
        throw unsupported();
    }

    @Override
    protected void handleUpdate(Integer position, Document oldDocument, Document newDocument) {
        throw unsupported();
    }

    @Override
    protected void removeDocument(Integer position) {
        throw unsupported();
    }

    @Override
    protected Document getDocument(Integer position) {
        throw unsupported();
    }

    @Override
    protected Stream<DocumentWithPosition<Integer>> streamAllDocumentsWithPosition() {
        throw unsupported();
    }

    @Override
    protected boolean tracksDataSize() {
        return false;
    }

    @Override
    protected void updateDataSize(int sizeDelta) {
        throw unsupported();
    }

    @Override
    protected int getDataSize() {
        throw unsupported();
    }

    static UnsupportedOperationException unsupported() {
        return new UnsupportedOperationException("an aggregation only reads here");
    }
}
