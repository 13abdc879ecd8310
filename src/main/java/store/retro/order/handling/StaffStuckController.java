package store.retro.order.handling;

import static org.springframework.http.MediaType.APPLICATION_JSON_VALUE;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;
import lombok.AccessLevel;
import lombok.RequiredArgsConstructor;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import store.retro.platform.background.BackgroundJob;
import store.retro.platform.background.StuckWork;
import store.retro.platform.background.WaitingWork;
import store.retro.platform.problem.GeneralProblem;
import store.retro.platform.problem.ProblemException;
import store.retro.platform.problem.ProblemResponses;

/** What operators have to look at, of every kind of work, and the one button that helps. */
@RestController
@RequestMapping(path = "/staff/stuck", produces = APPLICATION_JSON_VALUE)
@RequiredArgsConstructor(access = AccessLevel.PACKAGE)
class StaffStuckController {

    private static final int LIMIT = 50;

    private final List<BackgroundJob> jobs;

    @GetMapping
    StuckResponse stuck() {
        List<String> kinds = List.of("settlements", "payments", "events", "mails");
        Map<String, Long> counts = new LinkedHashMap<>();
        kinds.forEach(kind -> counts.put(kind, sum(of(kind), WaitingWork::countStuck)));
        List<StuckWork> documents = documents();
        counts.put(
                "documents",
                documents.size() < LIMIT ? (long) documents.size() : sum(jobs, WaitingWork::countSetAside));
        return new StuckResponse(
                list(kinds.get(0)), list(kinds.get(1)), list(kinds.get(2)), list(kinds.get(3)), documents, counts);
    }

    private List<StuckWork> list(String kind) {
        return each(of(kind), work -> work.stuck(LIMIT)).limit(LIMIT).toList();
    }

    /** Each once, whatever is to be done for it. */
    private List<StuckWork> documents() {
        Map<List<String>, StuckWork> found = new LinkedHashMap<>();
        each(jobs, work -> work.setAside(LIMIT))
                .forEach(work -> found.put(List.of(work.collection(), work.id()), work));
        return found.values().stream().limit(LIMIT).toList();
    }

    private List<BackgroundJob> of(String kind) {
        return jobs.stream().filter(job -> job.kind().equals(kind)).toList();
    }

    private static Stream<StuckWork> each(List<BackgroundJob> some, Function<WaitingWork, List<StuckWork>> list) {
        return some.stream().flatMap(job -> list.apply(job.waiting()).stream());
    }

    private static long sum(List<BackgroundJob> some, ToLongFunction<WaitingWork> count) {
        return some.stream().mapToLong(job -> count.applyAsLong(job.waiting())).sum();
    }

    /** Lets something be tried now, with all its attempts. */
    @ProblemResponses("not-found")
    @PostMapping("/{kind}/{id}/retry")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void retry(@PathVariable String kind, @PathVariable String id) {
        // of each job, something may wait
        if (of(kind).stream().filter(job -> job.retry(id)).count() == 0) {
            throw new ProblemException(GeneralProblem.NOT_FOUND, "Nothing of this kind waits there.");
        }
    }

    /**
     * Some of what is stuck.
     *
     * @param documents that cannot be read while something is to be done for them
     * @param counts how many there are of each
     */
    record StuckResponse(
            List<StuckWork> settlements,
            List<StuckWork> payments,
            List<StuckWork> events,
            List<StuckWork> mails,
            List<StuckWork> documents,
            Map<String, Long> counts) {}
}
