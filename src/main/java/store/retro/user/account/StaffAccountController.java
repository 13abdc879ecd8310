package store.retro.user.account;

import lombok.AccessLevel;
import lombok.RequiredArgsConstructor;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import store.retro.platform.problem.ProblemResponses;

@RestController
@RequiredArgsConstructor(access = AccessLevel.PACKAGE)
class StaffAccountController {

    private final Readmission readmission;

    /** What was erased stays erased. */
    @ProblemResponses("not-found")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @PostMapping("/staff/customers/{id}/readmit")
    void readmit(@PathVariable String id) {
        readmission.readmit(id);
    }
}
