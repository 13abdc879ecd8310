package store.retro.platform.mongo;

import java.util.Optional;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.mongodb.core.SimpleMongoClientDatabaseFactory;
import store.retro.platform.problem.ExceptionTranslator;
import store.retro.platform.problem.GeneralProblem;
import store.retro.platform.problem.ProblemException;
import store.retro.platform.transaction.DatabaseUnavailable;
import store.retro.platform.transaction.ForbiddenDocument;
import store.retro.platform.transaction.TransactionProperties;

@Configuration(proxyBeanMethods = false)
class MongoConfiguration {

    /** Puts deadlines around Boot's factory; defining another one would make all of Boot's MongoDB set-up step back. */
    @Bean
    static BeanPostProcessor deadlines(ObjectProvider<TransactionProperties> transactions) {
        return new BeanPostProcessor() {
            @Override
            public Object postProcessAfterInitialization(Object bean, String name) {
                return bean instanceof SimpleMongoClientDatabaseFactory plain
                        ? new DeadlineDatabaseFactory(plain, transactions::getObject)
                        : bean;
            }
        };
    }

    @Bean
    ExceptionTranslator unavailableDatabase() {
        return exception -> DatabaseUnavailable.is(exception)
                ? Optional.of(new ProblemException(
                        GeneralProblem.TRY_AGAIN, "The database cannot be asked in time; try again."))
                : Optional.empty();
    }

    /** To clients it is a defect like others; operators hear which validator it was, and what it objects to. */
    @Bean
    ExceptionTranslator forbiddenDocument() {
        return exception -> ForbiddenDocument.objection(exception)
                .map(objection -> forbidden(objection, exception.getStackTrace()))
                .map(ProblemException::defect);
    }

    /** The driver's own exception shows the values, which may be a person's. */
    private static IllegalStateException forbidden(String objection, StackTraceElement[] where) {
        IllegalStateException forbidden =
                new IllegalStateException("A validator in the database forbids what is to be written: " + objection);
        forbidden.setStackTrace(where);
        return forbidden;
    }
}
