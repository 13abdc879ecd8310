package store.retro.platform.deadline;

import org.springframework.dao.QueryTimeoutException;

/** The request's time was used up before this step began; the step did not begin. */
public class DeadlineExceededException extends QueryTimeoutException {

    DeadlineExceededException() {
        super("the request's time is used up");
    }
}
