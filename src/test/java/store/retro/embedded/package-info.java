/**
 * The embedded engine: a MongoDB replica set of one member for development and tests, put together from
 * mongo-java-server's core (BSON, query matching, update operators, aggregation) and H2's MVStore (multi-version
 * storage, snapshots, undo log, file). Nothing outside this package knows how it works; tests and the development store
 * only start {@link store.retro.embedded.EmbeddedMongo} and connect to it by TCP.
 *
 * <p>It behaves like MongoDB 8.0 in and around transactions. What it does not do, it refuses, so that nobody takes a
 * silent half answer for the real one:
 *
 * <ul>
 *   <li>unknown commands: CommandNotFound (59); unknown arguments of a command: IDLUnknownField (40415)
 *   <li>change streams and tailable cursors, TTL, text, geo, hashed and wildcard indexes, {@code validate}
 *   <li>views, capped and time-series collections can be created, listed and dropped, but neither read nor written to
 *   <li>{@code collMod} of anything but a validator; in {@code $jsonSchema} the keywords exclusiveMinimum,
 *       exclusiveMaximum, uniqueItems, additionalItems, minProperties, maxProperties, patternProperties,
 *       dependencies and encrypt, and {@code items} as an array (FailedToParse, 9, as for what a server does not know)
 *   <li>collations other than {@code simple}; {@code let}; {@code $where} and {@code $text}; {@code $jsonSchema} in a
 *       query, and below another operator in a validator
 *   <li>{@code $out}, {@code $merge}, aggregations on a database instead of a collection, and what mongo-java-server's
 *       aggregation does not know
 *   <li>positional projections, and {@code $slice} or {@code $elemMatch} beside an expression in one projection
 *   <li>users, roles and TLS; compression; more than one member, sharding, tags, a {@code w} above 1 (answered with a
 *       write concern error, as a set of one does)
 *   <li>fail points other than {@code failCommand} and {@code onPrimaryTransactionalWrite}, their modes other than off,
 *       alwaysOn, times and skip, and fields of their data that are not in the documentation of the engine
 *   <li>parameters other than {@code transactionLifetimeLimitSeconds}
 *   <li>BSON binary subtypes other than generic and UUID, and code with scope: InvalidBSON (22)
 * </ul>
 *
 * <p>Knowingly different from a server: a plain update or delete of many documents happens at once and not document by
 * document; a snapshot that is read outside a transaction can be asked for again for a minute, not five; strings are
 * ordered by UTF-16 units; the file survives a killed process, not a power cut; where a validator refuses a document,
 * the details are a server's for {@code $jsonSchema}, and of any other clause only say which one it is; views have no
 * {@code system.views} beside them, and time-series collections no buckets.
 */
@NullMarked
package store.retro.embedded;

import org.jspecify.annotations.NullMarked;
