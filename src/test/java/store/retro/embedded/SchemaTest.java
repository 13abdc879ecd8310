package store.retro.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.List;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The rules of {@code $jsonSchema}. */
class SchemaTest extends ServerTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        {bsonType: 'object'}                                         | {a: 1}
        {properties: {a: {bsonType: 'int'}}}                         | {a: 1}
        {properties: {a: {bsonType: 'int'}}}                         | {}
        {properties: {a: {bsonType: ['int', 'null']}}}               | {a: null}
        {properties: {a: {bsonType: 'number'}}}                      | {a: {$numberDecimal: '1.5'}}
        {properties: {a: {type: 'number'}}}                          | {a: {$numberLong: '1'}}
        {properties: {a: {type: 'boolean'}}}                         | {a: true}
        {properties: {a: {bsonType: 'date'}}}                        | {a: {$date: 0}}
        {properties: {a: {bsonType: 'objectId'}}}                    | {a: {$oid: '65f0c0ffee0123456789abcd'}}
        {properties: {a: {minimum: 1, maximum: 3}}}                  | {a: 3.0}
        {properties: {a: {minimum: 1}}}                              | {a: 'text'}
        {properties: {a: {multipleOf: 1}}}                           | {a: 5.0}
        {properties: {a: {multipleOf: 1}}}                           | {a: {$numberLong: '9007199254740993'}}
        {properties: {a: {multipleOf: 2}}}                           | {a: 'text'}
        {properties: {a: {minLength: 1, maxLength: 2}}}              | {a: '\uD83D\uDE00\uD83D\uDE00'}
        {properties: {a: {pattern: '^b'}}}                           | {a: 'bc'}
        {properties: {a: {pattern: '^b'}}}                           | {a: 5}
        {properties: {a: {enum: [1, 'x', null]}}}                    | {a: null}
        {properties: {a: {enum: [{b: 1, c: 2}]}}}                    | {a: {c: 2, b: 1}}
        {properties: {a: {items: {bsonType: 'int'}, minItems: 1}}}   | {a: [1, 2]}
        {properties: {a: {items: {bsonType: 'int'}}}}                | {a: 'text'}
        {properties: {a: {items: {bsonType: ['int', 'null']}}}}      | {a: [1, null]}
        {properties: {a: {properties: {b: {minimum: 1}}}}}           | {a: {b: 1}}
        {properties: {a: {required: ['b']}}}                         | {a: 1}
        {required: ['a']}                                            | {a: null}
        {properties: {_id: {}, a: {}}, additionalProperties: false}  | {a: 1}
        {properties: {_id: {}}, additionalProperties: {minimum: 1}}  | {a: 1}
        {anyOf: [{required: ['a']}, {required: ['b']}]}              | {b: 1}
        {oneOf: [{required: ['a']}, {required: ['b']}]}              | {b: 1}
        {allOf: [{required: ['a']}, {required: ['b']}]}              | {a: 1, b: 1}
        {not: {required: ['a']}}                                     | {b: 1}
        {title: 'T', description: 'D'}                               | {a: 1}""")
    void itMatches(String schema, String document) {
        validateBy(schema);
        items.insertOne(Document.parse(document));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        {bsonType: 'string'}                                         | {a: 1}
        {properties: {a: {bsonType: 'int'}}}                         | {a: {$numberLong: '1'}}
        {properties: {a: {bsonType: 'int'}}}                         | {a: [1]}
        {properties: {a: {bsonType: ['int', 'null']}}}               | {a: 'text'}
        {properties: {a: {type: 'number'}}}                          | {a: true}
        {properties: {a: {bsonType: 'bool'}}}                        | {a: 'true'}
        {properties: {a: {minimum: 1}}}                              | {a: 0.5}
        {properties: {a: {minimum: 1}}}                              | {a: {$numberDouble: 'NaN'}}
        {properties: {a: {maximum: 1}}}                              | {a: {$numberDouble: 'NaN'}}
        {properties: {a: {maximum: 1}}}                              | {a: {$numberLong: '9007199254740993'}}
        {properties: {a: {multipleOf: 1}}}                           | {a: 249.99}
        {properties: {a: {multipleOf: 1}}}                           | {a: {$numberDouble: 'NaN'}}
        {properties: {a: {multipleOf: 2}}}                           | {a: 3}
        {properties: {a: {maxLength: 1}}}                            | {a: 'bc'}
        {properties: {a: {enum: [1, 'x']}}}                          | {a: null}
        {properties: {a: {items: {bsonType: 'int'}}}}                | {a: [1, 'x']}
        {properties: {a: {maxItems: 1}}}                             | {a: [1, 2]}
        {properties: {a: {properties: {b: {minimum: 1}}}}}           | {a: {b: 0}}
        {properties: {a: {required: ['b']}}}                         | {a: {}}
        {required: ['a']}                                            | {b: 1}
        {properties: {_id: {}, a: {}}, additionalProperties: false}  | {b: 1}
        {properties: {_id: {}}, additionalProperties: {minimum: 1}}  | {a: 0}
        {anyOf: [{required: ['a']}, {required: ['b']}]}              | {c: 1}
        {oneOf: [{required: ['a']}, {required: ['b']}]}              | {a: 1, b: 1}
        {allOf: [{required: ['a']}, {required: ['b']}]}              | {a: 1}
        {not: {required: ['a']}}                                     | {a: 1}""")
    void itDoesNotMatch(String schema, String document) {
        validateBy(schema);
        assertFailsWith(121, () -> items.insertOne(Document.parse(document)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        {nonsense: 1}                           | 9
        {properties: {a: {nonsense: 1}}}        | 9
        {properties: {a: {format: 'date'}}}     | 9
        {properties: {a: {type: 'integer'}}}    | 9
        {properties: {a: {bsonType: 'whole'}}}  | 2
        {type: 'object', bsonType: 'object'}    | 9
        {required: []}                          | 9
        {required: 'a'}                         | 14
        {properties: {a: {minLength: -1}}}      | 9
        {properties: {a: {minimum: '1'}}}       | 14
        {properties: {a: {pattern: 5}}}         | 14
        {properties: {a: {multipleOf: 0}}}      | 9
        {properties: {a: 1}}                    | 14
        {title: 5}                              | 14""")
    void theSchemaIsRefused(String schema, int code) {
        assertFailsWith(code, () -> validateBy(schema));
    }

    @Test
    void everyBrokenRuleIsNamed() {
        assumeTrue(server.majorVersion() >= 5, "details came with 5.0");
        validateBy("""
                {title: 'An item', required: ['a', 'b'], properties: {
                  a: {description: 'a word', minLength: 2, pattern: '^x', bsonType: 'string'},
                  c: {items: {bsonType: 'int', minimum: 1}},
                  d: {oneOf: [{minimum: 1}, {maximum: 3}]}}}""");
        assertThat(detailsOf("{_id: 1, a: 'y', c: [1, 0], d: 2}")).isEqualTo(Document.parse("""
                {operatorName: '$jsonSchema', title: 'An item', schemaRulesNotSatisfied: [
                  {operatorName: 'properties', propertiesNotSatisfied: [
                    {propertyName: 'a', description: 'a word', details: [
                      {operatorName: 'pattern', specifiedAs: {pattern: '^x'},
                       reason: 'regular expression did not match', consideredValue: 'y'},
                      {operatorName: 'minLength', specifiedAs: {minLength: 2},
                       reason: 'specified string length was not satisfied', consideredValue: 'y'}]},
                    {propertyName: 'c', details: [
                      {operatorName: 'items', reason: 'At least one item did not match the sub-schema', itemIndex: 1,
                       details: [{operatorName: 'minimum', specifiedAs: {minimum: 1}, reason: 'comparison failed',
                                  consideredValue: 0}]}]},
                    {propertyName: 'd', details: [
                      {operatorName: 'oneOf', reason: 'more than one subschema matched',
                       matchingSchemaIndexes: [0, 1]}]}]},
                  {operatorName: 'required', specifiedAs: {required: ['a', 'b']}, missingProperties: ['b']}]}"""));
    }

    @Test
    void alternativesAreNamedOneByOne() {
        assumeTrue(server.majorVersion() >= 5, "details came with 5.0");
        validateBy("""
                {properties: {_id: {}, a: {anyOf: [{enum: [1]}, {bsonType: 'string'}]}},
                 additionalProperties: false}""");
        assertThat(detailsOf("{_id: 1, a: 2, b: 3}")).isEqualTo(Document.parse("""
                {operatorName: '$jsonSchema', schemaRulesNotSatisfied: [
                  {operatorName: 'properties', propertiesNotSatisfied: [{propertyName: 'a', details: [
                    {operatorName: 'anyOf', schemasNotSatisfied: [
                      {index: 0, details: [{operatorName: 'enum', specifiedAs: {enum: [1]},
                        reason: 'value was not found in enum', consideredValue: 2}]},
                      {index: 1, details: [{operatorName: 'bsonType', specifiedAs: {bsonType: 'string'},
                        reason: 'type did not match', consideredValue: 2, consideredType: 'int'}]}]}]}]},
                  {operatorName: 'additionalProperties', specifiedAs: {additionalProperties: false},
                   additionalProperties: ['b']}]}"""));
    }

    private void validateBy(String schema) {
        Document validator = doc("$jsonSchema", Document.parse(schema));
        database.runCommand(doc("collMod", "items").append("validator", validator));
    }

    private Document detailsOf(String document) {
        Document insert = doc("insert", "items").append("documents", List.of(Document.parse(document)));
        return database.runCommand(insert)
                .getList("writeErrors", Document.class)
                .get(0)
                .get("errInfo", Document.class)
                .get("details", Document.class);
    }
}
