package store.retro.platform.problem;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** The problems of all rooms, by status and code; one without its texts stops the start. */
@Component
public class ProblemCatalogue {

    private final List<ProblemType> all;

    ProblemCatalogue(ObjectProvider<ProblemTypes> rooms) {
        Stream<ProblemType> general = Stream.of(GeneralProblem.values());
        this.all = Stream.concat(general, rooms.stream().flatMap(room -> room.all().stream()))
                .sorted(Comparator.comparing(ProblemType::status).thenComparing(ProblemType::code))
                .toList();
        all.forEach(ProblemType::text);
    }

    public List<ProblemType> all() {
        return all;
    }

    public Optional<ProblemType> find(String code) {
        return all.stream().filter(problem -> problem.code().equals(code)).findFirst();
    }
}
