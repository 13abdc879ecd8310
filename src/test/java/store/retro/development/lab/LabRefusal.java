package store.retro.development.lab;

import org.springframework.http.HttpStatus;

/** Why the lab does not do what it is asked for, in a sentence. */
final class LabRefusal extends RuntimeException {

    /** As the lab's answers name it. */
    enum Code {
        NOT_FOUND(HttpStatus.NOT_FOUND),
        INVALID_REQUEST(HttpStatus.BAD_REQUEST),
        BUSY(HttpStatus.CONFLICT),
        NOT_HELD(HttpStatus.CONFLICT),
        NOT_POSSIBLE(HttpStatus.CONFLICT),
        LAB_FULL(HttpStatus.SERVICE_UNAVAILABLE),
        LAB_UNAVAILABLE(HttpStatus.SERVICE_UNAVAILABLE);

        private final HttpStatus status;

        Code(HttpStatus status) {
            this.status = status;
        }

        HttpStatus status() {
            return status;
        }

        @Override
        public String toString() {
            return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
        }
    }

    private final Code code;

    LabRefusal(Code code, String detail) {
        super(detail);
        this.code = code;
    }

    Code code() {
        return code;
    }
}
