package store.retro.platform.transaction;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.ClientBulkWriteException;
import com.mongodb.MongoBulkWriteException;
import com.mongodb.MongoCommandException;
import com.mongodb.MongoWriteException;
import com.mongodb.ServerAddress;
import com.mongodb.WriteError;
import com.mongodb.bulk.BulkWriteError;
import com.mongodb.bulk.BulkWriteResult;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.bson.BsonDocument;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.dao.DataIntegrityViolationException;

class ForbiddenDocumentTest {

    private static final ServerAddress SERVER = new ServerAddress("127.0.0.1:1");
    private static final String MESSAGE = "Document failed validation";
    private static final BsonDocument DETAILS = BsonDocument.parse("""
            {failingDocumentId: 'ada', details: {operatorName: '$jsonSchema', title: 'users', schemaRulesNotSatisfied: [
              {operatorName: 'properties', propertiesNotSatisfied: [{propertyName: 'name', details: [
                {operatorName: 'bsonType', reason: 'type did not match', consideredValue: 'secret',
                 consideredType: 'string'}]}]}]}}""");

    static Stream<Exception> refusals() {
        return Stream.of(
                new MongoWriteException(new WriteError(121, MESSAGE, DETAILS), SERVER, Set.of()),
                new MongoBulkWriteException(
                        BulkWriteResult.unacknowledged(),
                        List.of(new BulkWriteError(121, MESSAGE, DETAILS, 0)),
                        null,
                        SERVER,
                        Set.of()),
                new ClientBulkWriteException(
                        null, List.of(), Map.of(0, new WriteError(121, MESSAGE, DETAILS)), null, SERVER),
                new MongoCommandException(
                        BsonDocument.parse("{ok: 0, code: 121, errInfo: " + DETAILS.toJson() + "}"), SERVER));
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void isRecognisedHoweverItComesAndToldWithoutItsValues(Exception refusal) {
        assertThat(ForbiddenDocument.objection(new DataIntegrityViolationException("translated", refusal)))
                .hasValueSatisfying(objection -> assertThat(objection)
                        .contains(
                                "\"failingDocumentId\": \"ada\"", "\"title\": \"users\"", "\"propertyName\": \"name\"")
                        .doesNotContain("secret"));
    }

    @Test
    void isRecognisedWithoutDetails() {
        assertThat(ForbiddenDocument.objection(
                        new MongoCommandException(BsonDocument.parse("{ok: 0, code: 121}"), SERVER)))
                .hasValue("{}");
    }

    @Test
    void isNoOtherFailure() {
        assertThat(ForbiddenDocument.objection(new MongoWriteException(
                        new WriteError(11000, "a duplicate", new BsonDocument()), SERVER, Set.of())))
                .isEmpty();
    }
}
