package store.retro.platform.problem;

import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class ProblemConfiguration {

    @Bean
    ProblemTypes generalProblems() {
        return new ProblemTypes(List.of(GeneralProblem.values()));
    }
}
