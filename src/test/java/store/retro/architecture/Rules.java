package store.retro.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.properties.HasOwner;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.conditions.ArchConditions;
import java.util.List;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.data.mongodb.core.MongoTemplate;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.RestController;

/** What holds between and in the rooms. */
final class Rules {

    static final ArchRule NOTHING_DEPENDS_ON_ORDER = noClasses()
            .that()
            .resideOutsideOfPackage("..order..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("..order..")
            .because("orders know products, users and payments, not the other way round");

    static final ArchRule TECHNICAL_ROOMS_KNOW_NO_NOUN = noClasses()
            .that()
            .resideInAnyPackage("..mongo", "..web", "..money")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("..order..", "..payment..", "..product..", "..user..")
            .because("they serve every room and know none");

    static final ArchRule PRODUCTS_AND_USERS_STAND_ALONE = noClasses()
            .that()
            .resideInAnyPackage("..product..", "..user..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("..payment..")
            .because("a payment is for products of a user, not the other way round");

    static final ArchRule TRANSACTIONS_ONLY_WRITE = noClasses()
            .that(haveTransactionalMethods())
            .should()
            .dependOnClassesThat()
            .resideInAPackage("..payment..")
            .because("a transaction's body may run twice and must not wait for a payment provider");

    static final ArchRule TRANSACTIONS_BEGIN_IN_ORDER = methods()
            .that()
            .areAnnotatedWith(Transactional.class)
            .should()
            .beDeclaredInClassesThat()
            .resideInAPackage("..order..")
            .because("the retry is outside it, and a newcomer finds it in one place");

    static final ArchRule NO_TEMPLATE_ESCAPES_THE_TRANSACTION = noClasses()
            .should(ArchConditions.callConstructorWhere(JavaCall.Predicates.target(
                    HasOwner.Predicates.With.owner(JavaClass.Predicates.assignableTo(MongoTemplate.class)))))
            .because("a template must share the transaction manager's factory, so there is only Boot's");

    static final ArchRule CONTROLLERS_ARE_PACKAGE_PRIVATE = classes()
            .that()
            .areAnnotatedWith(RestController.class)
            .should()
            .bePackagePrivate()
            .because("nobody but Spring uses them");

    static final ArchRule NO_FIELD_IS_INJECTED = fields().should()
            .notBeAnnotatedWith(Autowired.class)
            .because("what a class needs stands in its constructor");

    static final ArchRule NAMES_SAY_WHAT_IT_IS =
            noClasses().should().haveNameMatching(".*(Impl|Helper|Utils?|Port)").because("such a name says nothing");

    private Rules() {}

    static List<ArchRule> all() {
        return List.of(
                NOTHING_DEPENDS_ON_ORDER,
                TECHNICAL_ROOMS_KNOW_NO_NOUN,
                PRODUCTS_AND_USERS_STAND_ALONE,
                TRANSACTIONS_ONLY_WRITE,
                TRANSACTIONS_BEGIN_IN_ORDER,
                NO_TEMPLATE_ESCAPES_THE_TRANSACTION,
                CONTROLLERS_ARE_PACKAGE_PRIVATE,
                NO_FIELD_IS_INJECTED,
                NAMES_SAY_WHAT_IT_IS);
    }

    private static DescribedPredicate<JavaClass> haveTransactionalMethods() {
        return DescribedPredicate.describe(
                "have transactional methods",
                type -> type.getMethods().stream().anyMatch(method -> method.isAnnotatedWith(Transactional.class)));
    }
}
