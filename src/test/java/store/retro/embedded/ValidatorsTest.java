package store.retro.embedded;

import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Updates.set;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.mongodb.ClientBulkWriteException;
import com.mongodb.MongoBulkWriteException;
import com.mongodb.MongoCommandException;
import com.mongodb.MongoException;
import com.mongodb.MongoNamespace;
import com.mongodb.client.ClientSession;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.FindOneAndReplaceOptions;
import com.mongodb.client.model.FindOneAndUpdateOptions;
import com.mongodb.client.model.InsertOneModel;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.model.bulk.ClientBulkWriteOptions;
import com.mongodb.client.model.bulk.ClientNamespacedWriteModel;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.bson.BsonInt32;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a collection's validator lets in, and how it refuses the rest. {@link SchemaTest} has the rules themselves. */
class ValidatorsTest extends ServerTest {

    private static final Document SCHEMA = Document.parse("{$jsonSchema: {properties: {v: {bsonType: 'int'}}}}");
    private static final Document BAD = doc("_id", 2).append("v", "text");

    /** The ways to write what does not match; the document 1 matches before. */
    private enum Write {
        INSERT {
            @Override
            void on(MongoCollection<Document> items, ClientSession session) {
                items.insertOne(session, BAD);
            }
        },
        UPDATE {
            @Override
            void on(MongoCollection<Document> items, ClientSession session) {
                items.updateOne(session, eq(1), set("v", "text"));
            }
        },
        UPDATE_OF_MANY {
            @Override
            void on(MongoCollection<Document> items, ClientSession session) {
                items.updateMany(session, new Document(), set("v", "text"));
            }
        },
        PIPELINE {
            @Override
            void on(MongoCollection<Document> items, ClientSession session) {
                items.updateOne(session, eq(1), List.of(doc("$set", doc("v", "text"))));
            }
        },
        UPSERT {
            @Override
            void on(MongoCollection<Document> items, ClientSession session) {
                items.updateOne(session, eq(2), set("v", "text"), new UpdateOptions().upsert(true));
            }
        },
        REPLACEMENT {
            @Override
            void on(MongoCollection<Document> items, ClientSession session) {
                items.replaceOne(session, eq(1), doc("v", "text"));
            }
        },
        FIND_AND_UPDATE {
            @Override
            void on(MongoCollection<Document> items, ClientSession session) {
                items.findOneAndUpdate(session, eq(1), set("v", "text"));
            }
        },
        FIND_AND_UPSERT {
            @Override
            void on(MongoCollection<Document> items, ClientSession session) {
                items.findOneAndUpdate(session, eq(2), set("v", "text"), new FindOneAndUpdateOptions().upsert(true));
            }
        },
        FIND_AND_REPLACE {
            @Override
            void on(MongoCollection<Document> items, ClientSession session) {
                items.findOneAndReplace(session, eq(1), doc("v", "text"), new FindOneAndReplaceOptions());
            }
        },
        BULK_WRITE {
            @Override
            void on(MongoCollection<Document> items, ClientSession session) {
                items.bulkWrite(session, List.of(new InsertOneModel<>(BAD)));
            }
        };

        abstract void on(MongoCollection<Document> items, ClientSession session);
    }

    @ParameterizedTest
    @EnumSource(Write.class)
    void whatDoesNotMatchIsRefused(Write write) {
        given(item(1));
        modify(doc("validator", SCHEMA));
        assertRefused(() -> write.on(items, newSession()));
        assertThat(items.find()).containsExactly(item(1));
    }

    @ParameterizedTest
    @EnumSource(Write.class)
    void aRefusalAbortsTheTransaction(Write write) {
        given(item(1));
        modify(doc("validator", SCHEMA));
        ClientSession a = begin();
        items.insertOne(a, item(3));
        assertRefused(() -> write.on(items, a));
        assertFailsWith(251, a::commitTransaction);
        assertThat(items.find()).containsExactly(item(1));
    }

    @Test
    void inATransactionItIsAWriteErrorWithoutLabels() {
        modify(doc("validator", SCHEMA));
        Document insert = doc("insert", "items").append("documents", List.of(item(1), BAD, item(3)));
        Document answer = beginRaw().run(insert);
        assertThat(answer).containsEntry("ok", 1.0).containsEntry("n", 1).doesNotContainKey("errorLabels");
        assertThat(answer.getList("writeErrors", Document.class))
                .singleElement()
                .satisfies(error -> assertThat(error).containsEntry("index", 1).containsEntry("code", 121));
    }

    @Test
    void bulkWriteIsValidated() {
        assumeTrue(server.majorVersion() >= 8, "bulkWrite came with 8.0");
        modify(doc("validator", SCHEMA));
        MongoNamespace namespace = items.getNamespace();
        List<ClientNamespacedWriteModel> bad = List.of(ClientNamespacedWriteModel.insertOne(namespace, BAD));
        assertRefused(() -> client.bulkWrite(bad));
        client.bulkWrite(bad, ClientBulkWriteOptions.clientBulkWriteOptions().bypassDocumentValidation(true));
        assertThat(items.countDocuments()).isEqualTo(1);
    }

    /** A bulk write has no code of its own, but those of its errors. */
    private static void assertRefused(ThrowingCallable write) {
        MongoException failure = failureOf(write);
        int code = failure.getCode();
        if (failure instanceof MongoBulkWriteException several) {
            code = several.getWriteErrors().get(0).getCode();
        } else if (failure instanceof ClientBulkWriteException several) {
            code = several.getWriteErrors().get(0).getCode();
        }
        assertThat(code).isEqualTo(121);
    }

    @Test
    void theRefusalSaysWhichDocumentAndWhy() {
        assumeTrue(server.majorVersion() >= 5, "details came with 5.0");
        modify(doc("validator", SCHEMA));
        Document answer = database.runCommand(doc("insert", "items").append("documents", List.of(BAD)));
        Document error = answer.getList("writeErrors", Document.class).get(0);
        assertThat(error).containsEntry("errmsg", "Document failed validation");
        assertThat(error.get("errInfo", Document.class))
                .isEqualTo(doc("failingDocumentId", 2).append("details", Document.parse("""
                        {operatorName: '$jsonSchema', schemaRulesNotSatisfied: [{operatorName: 'properties',
                         propertiesNotSatisfied: [{propertyName: 'v', details: [{operatorName: 'bsonType',
                          specifiedAs: {bsonType: 'int'}, reason: 'type did not match', consideredValue: 'text',
                          consideredType: 'string'}]}]}]}""")));
    }

    @Test
    void findAndModifyHasTheDetailsBesideTheCode() {
        assumeTrue(server.majorVersion() >= 5, "details came with 5.0");
        given(item(1));
        modify(doc("validator", SCHEMA));
        var failure = (MongoCommandException) failureOf(() -> items.findOneAndUpdate(eq(1), set("v", "text")));
        assertThat(failure.getErrorCodeName()).isEqualTo("DocumentValidationFailure");
        assertThat(failure.getResponse().getDocument("errInfo")).containsEntry("failingDocumentId", new BsonInt32(1));
    }

    @Test
    void moderateLetsAnOldDocumentStayAsItIs() {
        given(item(1), BAD);
        modify(doc("validator", SCHEMA).append("validationLevel", "moderate"));
        items.updateOne(eq(2), set("v", "another text"));
        items.replaceOne(eq(2), doc("v", 0));
        assertFailsWith(121, () -> items.updateOne(eq(2), set("v", "text")));
        assertFailsWith(121, () -> items.updateOne(eq(1), set("v", "text")));
        assertFailsWith(121, () -> items.insertOne(doc("v", "text")));
    }

    @Test
    void strictLetsAnOldDocumentChangeOnlyForTheBetter() {
        given(BAD);
        modify(doc("validator", SCHEMA).append("validationLevel", "strict"));
        assertFailsWith(121, () -> items.updateOne(eq(2), set("w", 1)));
        items.updateOne(eq(2), set("v", "text"));
        items.updateOne(eq(2), set("v", 1));
    }

    @Test
    void offAndWarnLetEverythingIn() {
        modify(doc("validator", SCHEMA).append("validationLevel", "off"));
        items.insertOne(BAD);
        modify(doc("validationLevel", "strict").append("validationAction", "warn"));
        items.updateOne(eq(2), set("v", "another text"));
        modify(doc("validationAction", "error"));
        assertFailsWith(121, () -> items.updateOne(eq(2), set("v", "text")));
    }

    @Test
    void aClientMayPassTheValidatorOver() {
        modify(doc("validator", SCHEMA));
        Document insert = doc("insert", "items").append("documents", List.of(BAD));
        Document update = doc("update", "items")
                .append("updates", List.of(doc("q", doc("_id", 2)).append("u", doc("$set", doc("w", 1)))));
        Document find = doc("findAndModify", "items").append("update", doc("$set", doc("x", 1)));
        List.of(insert, update, find)
                .forEach(statement ->
                        database.runCommand(new Document(statement).append("bypassDocumentValidation", true)));
        assertThat(items.find())
                .containsExactly(new Document(BAD).append("w", 1).append("x", 1));
    }

    @Test
    void aCollectionIsCreatedWithItsValidator() {
        items.drop();
        Document create = doc("create", "items").append("validator", SCHEMA).append("validationLevel", "moderate");
        database.runCommand(new Document(create).append("validationAction", "error"));
        assertFailsWith(121, () -> items.insertOne(BAD));
        assertThat(options())
                .isEqualTo(doc("validator", SCHEMA)
                        .append("validationLevel", "moderate")
                        .append("validationAction", "error"));
    }

    @Test
    void collModChangesOnlyWhatItNames() {
        modify(doc("validator", SCHEMA).append("validationAction", "warn"));
        modify(doc("validationLevel", "moderate"));
        assertThat(options())
                .isEqualTo(doc("validator", SCHEMA)
                        .append("validationAction", "warn")
                        .append("validationLevel", "moderate"));
        modify(doc("validator", new Document()));
        assertThat(options()).doesNotContainKey("validator");
        assertFailsWith(26, () -> database.runCommand(doc("collMod", "nothing").append("validator", SCHEMA)));
    }

    @Test
    void aValidatorWaitsForTheTransaction() {
        ClientSession a = begin();
        items.insertOne(a, item(1));
        assertFailsWith(
                50,
                () -> database.runCommand(
                        doc("collMod", "items").append("validator", SCHEMA).append("maxTimeMS", 200)));
    }

    @Test
    void aTransactionCannotChangeAValidator() {
        assertFailsWith(263, () -> beginRaw().run(doc("collMod", "items").append("validator", SCHEMA)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"validationLevel", "validationAction"})
    void anUnknownLevelOrActionIsRefused(String option) {
        assertFailsWith(2, () -> modify(doc("validator", SCHEMA).append(option, "sometimes")));
    }

    @Test
    void aQueryValidates() {
        modify(doc("validator", doc("v", doc("$gte", 0)).append("w", doc("$exists", true))));
        items.insertOne(item(1).append("w", null));
        assertFailsWith(121, () -> items.insertOne(item(2)));
        assertFailsWith(121, () -> items.updateOne(eq(1), set("v", -1)));
        assertFailsWith(2, () -> modify(doc("validator", doc("$nope", 1))));
    }

    private void modify(Document change) {
        Document command = doc("collMod", "items");
        command.putAll(change);
        database.runCommand(command);
    }

    private Document options() {
        return database.listCollections().filter(doc("name", "items")).first().get("options", Document.class);
    }
}
