package store.retro.reliability;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What is made of a body that is good, each in one way that nobody may take: no member of it is to be without. */
final class BadBodies {

    private static final JsonMapper JSON = new JsonMapper();
    private static final String MARK = "@mark@";

    private static final List<String> MEMBERS = List.of(
            "userId",
            "role",
            "roles",
            "status",
            "_id",
            "id",
            "lifeTimeValue",
            "quantity",
            "received",
            "version",
            "withdrawn",
            "staffId",
            "by",
            "billingAmount",
            "refundedAmount",
            "settlement",
            "history",
            "$set",
            "$where",
            "_class",
            "@class",
            "__proto__");

    /** No value of any type that a body has; each would be something to a database or a careless reader. */
    private static final List<String> OF_NO_TYPE = List.of(
            "{\"$gt\": \"\"}", "{\"$ne\": null}", "{\"$regex\": \".*\"}", "[{\"$gt\": 0}]", "[[]]", "NaN", "undefined");

    private static final List<String> NO_TEXTS = List.of("1", "true", "\"\\ud800\"", "\"" + "x".repeat(20_000) + "\"");

    private static final List<String> NO_NUMBERS = List.of(
            "\"1\"",
            "true",
            "1.5",
            "1e2",
            "1e999999999",
            "0x10",
            "01",
            "-0.0",
            "9223372036854775808",
            "-9223372036854775809",
            "9".repeat(10_000));

    private static final List<String> NO_OTHERS = List.of("\"true\"", "1", "\"\"");

    private final String good;
    private final ObjectNode body;
    private final Map<String, byte[]> bad = new LinkedHashMap<>();

    private BadBodies(String good) {
        this.good = good.strip();
        this.body = (ObjectNode) JSON.readTree(good);
    }

    /** By what is bad of each. */
    static Map<String, byte[]> of(String good) {
        BadBodies bodies = new BadBodies(good);
        bodies.addMembers();
        bodies.nodes(JsonPointer.empty(), bodies.body).forEach(bodies::addValues);
        bodies.addWholes();
        bodies.addBytes();
        return bodies.bad;
    }

    private void addMembers() {
        MEMBERS.stream().filter(member -> !body.has(member)).forEach(member -> {
            add("a " + member, with("\"" + member + "\": \"admin\""));
            add("an object as " + member, with("\"" + member + "\": {\"$inc\": {\"" + member + "\": 1}}"));
        });
        body.properties()
                .forEach(member ->
                        add(member.getKey() + " twice", with("\"" + member.getKey() + "\": " + member.getValue())));
    }

    private List<JsonPointer> nodes(JsonPointer at, JsonNode node) {
        List<JsonPointer> nodes = new ArrayList<>();
        if (node instanceof ObjectNode object) {
            object.properties().forEach(each -> nodes.add(at.appendProperty(each.getKey())));
        } else if (node instanceof ArrayNode array) {
            for (int i = 0; i < array.size(); i++) {
                nodes.add(at.appendIndex(i));
            }
        }
        List.copyOf(nodes).forEach(each -> nodes.addAll(nodes(each, body.at(each))));
        return nodes;
    }

    private void addValues(JsonPointer at) {
        JsonNode value = body.at(at);
        List<String> others = value.isString() ? NO_TEXTS : value.isNumber() ? NO_NUMBERS : NO_OTHERS;
        OF_NO_TYPE.forEach(other -> addValue(at, other));
        others.forEach(other -> addValue(at, other));
        if (value instanceof ObjectNode object) {
            addValue(at, "{\"$set\": 1, " + object.toString().substring(1));
        }
    }

    private void addValue(JsonPointer at, String value) {
        ObjectNode marked = body.deepCopy();
        JsonNode parent = marked.at(at.head());
        if (parent instanceof ArrayNode array) {
            array.set(at.last().getMatchingIndex(), MARK);
        } else {
            ((ObjectNode) parent).put(at.last().getMatchingProperty(), MARK);
        }
        String text = marked.toString().replace('"' + MARK + '"', value);
        add("%s: %.40s".formatted(at, value), text);
    }

    private void addWholes() {
        add("depth 1,000", with("\"x\": " + "[".repeat(1000) + "]".repeat(1000)));
        add("depth 1,000 of objects", with("\"x\": " + "{\"x\":".repeat(1000) + "1" + "}".repeat(1000)));
        add("1 MB", with("\"x\": \"" + "x".repeat(1 << 20) + "\""));
        add("1 MB of blanks", good + " ".repeat(1 << 20));
        add("a member 5,000 times", with("\"x\": 1, ".repeat(5_000) + "\"y\": 1"));
        add("two documents", good + good);
        add("half a document", good.substring(0, good.length() - 2));
        add("a comment", "/* " + good + " */ " + good);
        add("single quotes", good.replace('"', '\''));
        add("an XML entity", "<!DOCTYPE x [<!ENTITY y SYSTEM \"file:///etc/passwd\">]><x>&y;</x>");
        add("a form", "reason=r&change=1");
        add("a list", "[" + good + "]");
        add("a text", JSON.writeValueAsString(good));
        add("a number", "1");
    }

    private void addBytes() {
        bad.put("UTF-16", good.getBytes(StandardCharsets.UTF_16));
        bad.put("a zero byte", (good + "\u0000").getBytes(StandardCharsets.UTF_8));
        bad.put("bad UTF-8", bytes((byte) 0xfc));
        bad.put("overlong UTF-8", bytes((byte) 0xc0, (byte) 0xaf));
        bad.put("half a character", bytes((byte) 0xe2, (byte) 0x82));
    }

    /** The good one, with these bytes within its first text. */
    private byte[] bytes(byte... bytes) {
        String latin = new String(bytes, StandardCharsets.ISO_8859_1);
        return good.replaceFirst("(: *\")", "$1" + latin).getBytes(StandardCharsets.ISO_8859_1);
    }

    private String with(String member) {
        return good.replaceFirst("\\{", "{" + Matcher.quoteReplacement(member) + ", ");
    }

    private void add(String name, String text) {
        bad.put(name, text.getBytes(StandardCharsets.UTF_8));
    }
}
