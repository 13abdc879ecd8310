package store.retro.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.conditions.ArchConditions.callConstructorWhere;
import static com.tngtech.archunit.lang.conditions.ArchConditions.callMethodWhere;
import static com.tngtech.archunit.lang.conditions.ArchPredicates.are;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.constructors;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.mongodb.client.ClientSession;
import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.MongoTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.RestController;
import store.retro.platform.transaction.TransactionSessions;

/**
 * What holds between and in the rooms, beside what the rooms' own descriptions allow. Each has its violation among the
 * planted classes.
 */
enum Rule {
    NO_CYCLE_OF_PACKAGES(
            slices().matching("store.retro.(**)")
                    .should()
                    .beFreeOfCycles()
                    .because("what is below can be understood, and lifted out, without what is above"),
            "Hen",
            "Egg"),

    PLATFORM_KNOWS_NO_ROOM(
            noClasses()
                    .that()
                    .resideInAPackage("..platform..")
                    .should()
                    .dependOnClassesThat(ofTheStoreOutside("..platform.."))
                    .because("it serves every room and knows none"),
            "KnowsAProduct"),

    PLATFORM_SPEAKS_OF_NO_ROOM(
            classes()
                    .that()
                    .resideInAPackage("..platform..")
                    .and()
                    .areTopLevelClasses()
                    .should(nameNoneOfTheShopsThings())
                    .because("another shop's machinery would say the same"),
            "NamesAnOrder"),

    PLATFORM_ARROWS(
            classes()
                    .that()
                    .resideInAPackage("..platform..")
                    .should(Places.IN_PLATFORM)
                    .because("its packages can be taken one by one, from below"),
            "KnowsTransactions"),

    ORDER_ARROWS(
            classes()
                    .that()
                    .resideInAPackage("..order..")
                    .should(Places.IN_ORDER)
                    .because("an order knows nothing of what is done with it"),
            "KnowsPlacing"),

    ORDER_SHOWS_WHAT_IS_USED(
            classes()
                    .that()
                    .resideInAPackage("..order..")
                    .and(describe("are public at top level", Users::isPublicAtTopLevel))
                    .should(Users.areNamedByThePackage())
                    .because("what only one package needs stays there"),
            "NeedlesslyPublic"),

    ORDER_NAMES_WHO_USES_IT(
            classes()
                    .that()
                    .resideInAPackage("..order..")
                    .and()
                    .haveSimpleName("package-info")
                    .should(Users.areThosePackagesThatItNames())
                    .because("who reads it looks there"),
            "package-info"),

    NOTHING_KNOWS_A_PROVIDER(
            noClasses()
                    .that(are(not(ofAProvider())))
                    .should()
                    .dependOnClassesThat(are(ofAProvider()))
                    .because("a provider is behind the gateway"),
            "KnowsStripe"),

    NO_PROVIDER_KNOWS_ANOTHER(
            slices().matching("..payment.(*)..")
                    .that(describe(
                            "are of a provider", slice -> !slice.getNamePart(1).equals("handling")))
                    .should()
                    .notDependOnEachOther()
                    .because("each can be added and taken away alone"),
            "KnowsTheSimulation"),

    TRANSACTIONS_BEGIN_IN_TRANSACTIONS(
            noClasses()
                    .that()
                    .haveSimpleNameNotEndingWith("Transactions")
                    .should()
                    .beAnnotatedWith(Transactional.class)
                    .orShould(haveTransactionalMethods())
                    .because("the retry is outside it, and a newcomer finds it by its name"),
            "BeginsATransaction"),

    TRANSACTIONS_BEGIN_BY_HAND_IN_TRANSACTIONS(
            noClasses()
                    .that()
                    .haveSimpleNameNotEndingWith("Transactions")
                    .should(callMethodWhere(target(owner(assignableTo(TransactionSessions.class)))))
                    .orShould(callMethodWhere(target(owner(assignableTo(ClientSession.class)))
                            .and(target(nameMatching("startTransaction|withTransaction")))))
                    .because("the retry is outside it, and a newcomer finds it by its name"),
            "BeginsATransactionByHand"),

    TRANSACTIONS_CALL_NOBODY(
            noClasses()
                    .that()
                    .haveSimpleNameEndingWith("Transactions")
                    .should()
                    .transitivelyDependOnClassesThat()
                    .haveNameMatching(".*\\.(PaymentGateway|WebhookSender)")
                    .because("a transaction's body may run twice, and nobody waits for another service in it"),
            "CallingTransactions"),

    NO_TEMPLATE_ESCAPES_THE_TRANSACTION(
            noClasses()
                    .should(callConstructorWhere(target(owner(assignableTo(MongoTemplate.class)))))
                    .because("a template must share the transaction manager's factory, so there is only Boot's"),
            "EscapingTemplate"),

    DOCUMENTS_HAVE_ONE_READER(
            noClasses()
                    .that()
                    .resideOutsideOfPackage("..platform.documents..")
                    .should(callMethodWhere(target(owner(assignableTo(MongoOperations.class)))
                            .and(target(nameMatching("find.*|query|stream|scroll|aggregate.*")))))
                    .because("Spring Data converts what it can, and one that it cannot takes the others down"),
            "ReadsByItself"),

    CONTROLLERS_ARE_PACKAGE_PRIVATE(
            classes()
                    .that()
                    .areAnnotatedWith(RestController.class)
                    .should()
                    .bePackagePrivate()
                    .because("nobody but Spring uses them"),
            "PublicController"),

    BEANS_ARE_MADE_BY_SPRING(
            constructors()
                    .that()
                    .areDeclaredInClassesThat()
                    .areMetaAnnotatedWith(Component.class)
                    .should()
                    .notBePublic()
                    .because("a bean made by hand has not what Spring wraps around it"),
            "PublicConstructor"),

    NO_FIELD_IS_INJECTED(
            fields().should()
                    .notBeAnnotatedWith(Autowired.class)
                    .because("what a class needs stands in its constructor"),
            "InjectedField"),

    NAMES_SAY_WHAT_IT_IS(
            noClasses().should().haveNameMatching(".*(Impl|Helper|Utils?|Port)").because("such a name says nothing"),
            "PlantedUtil"),

    ENGINE_KNOWS_NO_STORE(
            noClasses()
                    .that()
                    .resideInAPackage("..embedded..")
                    .should()
                    .dependOnClassesThat(ofTheStoreOutside("..embedded.."))
                    .because("it is a MongoDB for any application"),
            "KnowsTheStore"),

    ENGINE_SHOWS_ONE_FACE(
            noClasses()
                    .that()
                    .resideOutsideOfPackage("..embedded..")
                    .should()
                    .dependOnClassesThat(resideInAPackage("..embedded..")
                            .and(describe(
                                    "are not its face",
                                    type -> !type.getSimpleName().equals("EmbeddedMongo"))))
                    .because("nothing outside it knows how it works; what else is public is made by reflection"),
            "ReachesIntoTheEngine");

    private final ArchRule rule;
    private final List<String> planted;

    Rule(ArchRule rule, String... planted) {
        this.rule = rule;
        this.planted = List.of(planted);
    }

    ArchRule rule() {
        return rule;
    }

    /** The simple names of the classes that violate it, and that no other rule finds anything wrong with. */
    List<String> planted() {
        return planted;
    }

    /** Whether it is about tests: all others are about the artifact alone. */
    boolean concernsTests() {
        return this == ENGINE_KNOWS_NO_STORE || this == ENGINE_SHOWS_ONE_FACE;
    }

    private static DescribedPredicate<JavaClass> ofTheStoreOutside(String packages) {
        return resideInAPackage("store.retro..").and(resideOutsideOfPackage(packages));
    }

    private static DescribedPredicate<JavaClass> ofAProvider() {
        return resideInAPackage("..payment.*..")
                .and(resideOutsideOfPackage("..payment.handling.."))
                .as("of a provider");
    }

    private static ArchCondition<JavaClass> haveTransactionalMethods() {
        return new ArchCondition<>("have transactional methods") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                type.getMethods()
                        .forEach(method -> events.add(new SimpleConditionEvent(
                                method, method.isAnnotatedWith(Transactional.class), method.getDescription())));
            }
        };
    }

    private static ArchCondition<JavaClass> nameNoneOfTheShopsThings() {
        Pattern things = Pattern.compile(
                "\\b(orders?|payments?|products?|users?|carts?|stripe|consoles?)\\b", Pattern.CASE_INSENSITIVE);
        return new ArchCondition<>("name none of the shop's things in a literal") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                Sources.literals(Sources.of(type)).stream()
                        .filter(literal -> things.matcher(literal).find())
                        .forEach(literal -> events.add(SimpleConditionEvent.violated(
                                type, "Class <%s> says %s".formatted(type.getName(), literal))));
            }
        };
    }

    /** The packages in two rooms that have arrows of their own. */
    static final class Places {

        static final Arrows IN_PLATFORM = new Arrows(
                "platform",
                Map.ofEntries(
                        Map.entry("", Set.of()),
                        Map.entry("deadline", Set.of()),
                        Map.entry("documents", Set.of()),
                        Map.entry("startup", Set.of("deadline")),
                        Map.entry("problem", Set.of()),
                        Map.entry("settings", Set.of("problem")),
                        Map.entry("transaction", Set.of("deadline", "problem")),
                        Map.entry("admission", Set.of("deadline", "transaction", "problem")),
                        Map.entry("background", Set.of("deadline", "transaction", "problem", "documents")),
                        Map.entry("mongo", Set.of("deadline", "transaction", "problem")),
                        Map.entry("http", Set.of("problem", "deadline")),
                        Map.entry("security", Set.of("problem", "http")),
                        Map.entry("openapi", Set.of("problem", "http", "security"))));

        static final Arrows IN_ORDER = new Arrows(
                "order",
                Map.of(
                        "", Set.of(),
                        "storage", Set.of(""),
                        "transaction", Set.of("storage", ""),
                        "placing", Set.of("transaction", "storage", ""),
                        "handling", Set.of("transaction", "storage", ""),
                        "settlement", Set.of("transaction", "storage", ""),
                        "events", Set.of("transaction", "storage", ""),
                        "mail", Set.of("storage", "")));

        private Places() {}
    }
}
