/** Repeating what may be repeated: with jittered back-off, at least as long as Retry-After asks, and not for ever. */

const TRIES = 8;
const BASE = 400;
const LONGEST = 6_000;

/** @param {number} milliseconds */
export function pause(milliseconds) {
    return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

/**
 * Runs the work until it succeeds, is refused, or the tries are used up; then the last failure is thrown.
 *
 * @template T
 * @param {() => Promise<T>} work the same request every time
 * @param {(failure: Error, tried: number, tries: number) => void} [onWait] called before each wait
 * @returns {Promise<T>}
 */
export async function persistently(work, onWait = () => {}) {
    for (let tried = 1; ; tried++) {
        try {
            return await work();
        } catch (failure) {
            if (!failure.repeatable || tried === TRIES) {
                throw failure;
            }
            onWait(failure, tried, TRIES);
            await pause(failure.retryAfter + Math.random() * Math.min(LONGEST, BASE * 2 ** tried));
        }
    }
}
