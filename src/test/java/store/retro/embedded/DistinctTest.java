package store.retro.embedded;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.exists;
import static com.mongodb.client.model.Filters.gte;
import static com.mongodb.client.model.Filters.ne;
import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.model.IndexOptions;
import java.util.ArrayList;
import java.util.List;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A document without the field has no value of it, but an entry in an index on it: a server that takes the values from
 * the index alone reports its null.
 */
class DistinctTest extends ServerTest {

    @BeforeEach
    void someWithoutTheField() {
        given(item(1).append("a", 1), item(2).append("a", List.of(1, 2)), item(3), item(4).append("w", 5));
    }

    @Test
    void withoutAnIndexNullIsLeftOut() {
        assertThat(distinct(new Document())).containsExactly(1, 2);
        assertThat(distinct(eq("v", 0))).containsExactly(1, 2);
    }

    @Test
    void withAnIndexNullIsReported() {
        items.createIndex(doc("a", 1));
        assertThat(distinct(new Document())).containsExactly(null, 1, 2);
        items.updateMany(exists("a", false), doc("$set", doc("a", 3)));
        assertThat(distinct(new Document())).containsExactly(1, 2, 3);
    }

    @Test
    void aStoredNullIsReportedEitherWay() {
        items.insertOne(item(5).append("a", null));
        assertThat(distinct(new Document())).containsExactly(null, 1, 2);
        items.createIndex(doc("a", 1));
        assertThat(distinct(new Document())).containsExactly(null, 1, 2);
    }

    @Test
    void onlyAnIndexThatStartsWithTheFieldIsTaken() {
        items.createIndex(doc("v", 1).append("a", 1));
        assertThat(distinct(new Document())).containsExactly(1, 2);
        items.createIndex(doc("a", 1).append("v", 1));
        assertThat(distinct(new Document())).containsExactly(null, 1, 2);
    }

    @Test
    void neitherASparseNorAPartialIndexHasTheNull() {
        items.createIndex(doc("a", 1), new IndexOptions().sparse(true));
        items.createIndex(doc("a", -1), new IndexOptions().name("partial").partialFilterExpression(doc("v", 0)));
        assertThat(distinct(new Document())).containsExactly(1, 2);
    }

    @Test
    void aQueryIsNotAnsweredByAnIndexWithLists() {
        items.createIndex(doc("v", 1).append("a", 1));
        assertThat(distinct(eq("v", 0))).containsExactly(1, 2);
    }

    @Test
    void aQueryMayBeAnsweredByTheIndexAlone() {
        items.updateOne(eq("_id", 2), doc("$set", doc("a", 2)));
        items.createIndex(doc("v", 1).append("a", 1));
        assertThat(distinct(eq("v", 0))).containsExactly(null, 1, 2);
        assertThat(distinct(gte("v", 0))).containsExactly(null, 1, 2);
        assertThat(distinct(eq("v", 1))).isEmpty();
    }

    @Test
    void aQueryThatNeedsTheDocumentsHasNoNull() {
        items.createIndex(doc("v", 1).append("a", 1));
        assertThat(distinct(and(eq("v", 0), ne("w", 7)))).containsExactly(1, 2);
        assertThat(distinct(eq("w", 5))).isEmpty();
    }

    private List<Integer> distinct(Bson query) {
        return items.distinct("a", query, Integer.class).into(new ArrayList<>());
    }
}
