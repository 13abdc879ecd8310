/** The lab's interface: a session, what is done in it, and its events in their order. */

const BASE = new URL('api', import.meta.url).pathname;
const KEY = 'retro-lab.session';
const PAUSE = 1_000;
const WAIT = 10;

/** @typedef {{status: number, code: string, message: string}} Refusal of the lab, with a sentence for people */

async function call(method, path, body) {
    let response;
    try {
        response = await fetch(BASE + path, body === undefined ? { method }
            : { method, headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) });
    } catch {
        throw refusal(0, 'no-answer', 'The store does not answer. Is it still running?');
    }
    const text = await response.text();
    const answer = text ? JSON.parse(text) : null;
    if (!response.ok) {
        throw refusal(response.status, answer?.code ?? '', answer?.detail ?? `The lab answered ${response.status}.`);
    }
    return answer;
}

function refusal(status, code, sentence) {
    return Object.assign(new Error(sentence), { status, code, refusal: true });
}

export const lab = () => call('GET', '');
export const stepDown = () => call('POST', '/step-down');

let session = sessionStorage.getItem(KEY);
let opening = null;
/** What a session from before a reload has seen is told at once, not at the pace at which it is looked at. */
let replaying = session !== null;
let last = 0;

/** The session, a new one where there is none yet. */
async function open() {
    if (!session) {
        opening ??= call('POST', '/sessions').finally(() => (opening = null));
        session = (await opening).id;
        sessionStorage.setItem(KEY, session);
        last = 0;
    }
    return session;
}

function forget() {
    session = null;
    sessionStorage.removeItem(KEY);
}

/** Does something in the session; in a new one where the old one is gone. */
export async function act(path, body) {
    try {
        return await call('POST', `/sessions/${await open()}/${path}`, body);
    } catch (failure) {
        if (failure.status !== 404 || failure.code !== 'not-found' || !/^(attempts|crowd|scripts\/[\w-]+)$/.test(path)) {
            throw failure;
        }
        forget();
        return call('POST', `/sessions/${await open()}/${path}`, body);
    }
}

/**
 * Hands over each event, as soon as it is there, for ever; from the first one again after a reload, and says which were
 * there before.
 *
 * @param {(event: object, before: boolean) => Promise<void> | void} take
 * @param {(sentence: string | null) => void} tell why there are none just now
 */
export async function follow(take, tell) {
    for (;;) {
        const asked = session;
        try {
            const path = `/sessions/${asked}/events?after=${last}&wait=${WAIT}`;
            const { events } = asked ? await call('GET', path) : { events: [] };
            tell(null);
            for (const event of asked === session ? events : []) {
                last = event.n;
                await take(event, replaying);
            }
            replaying = false;
            if (!asked) {
                await pause(100);
            }
        } catch (failure) {
            if (!failure.refusal) {
                throw failure;
            }
            if (failure.status === 404) {
                forget();
            } else {
                tell(failure.message);
                await pause(PAUSE * (1 + Math.random()));
            }
        }
    }
}

export function pause(milliseconds) {
    return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
