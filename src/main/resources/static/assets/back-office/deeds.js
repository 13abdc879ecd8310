/**
 * What staff does, from the press of a button until its answer is known. It is written down with its key and exact body
 * before it is sent: a lost answer, a reload or a second tab asks for this very deed again, and none does it twice.
 */
import { newKey } from '../api.js';
import { persistently } from '../persistence.js';
import { exchangeAsUser } from '../session.js';
import * as storage from '../storage.js';

const KEY = 'deed.';

/** As long as this a deed may well be at work in another tab. */
const AT_WORK = 30_000;

/**
 * @typedef {object} Deed
 * @property {string} key its Idempotency-Key
 * @property {string} what in words, such as “5 more Game Boy”
 * @property {string} method
 * @property {string} path
 * @property {string} [body]
 * @property {string} [tag] for If-Match
 * @property {number} at when it was asked for
 */

const running = new Set();
const listeners = new Set();

/** @param {{what: string, method: string, path: string, body?: object, tag?: string}} wish @returns {Deed} */
export function deed({ body, ...wish }) {
    return { ...wish, body: body && JSON.stringify(body), key: newKey(), at: Date.now() };
}

/** The deeds without an answer that nobody is waiting for, the oldest first. @returns {Deed[]} */
export function unfinished() {
    return all().filter(({ key, at }) => !running.has(key) && Date.now() - at > AT_WORK);
}

/** A deed on this path that has no answer yet: no other may follow it before it has one. @returns {Deed | null} */
export function waiting(path) {
    return all().find((each) => each.path === path && !running.has(each.key)) ?? null;
}

function all() {
    return storage.keys(KEY).map((key) => storage.read(key)).filter(Boolean).sort((a, b) => a.at - b.at);
}

/**
 * Does it, or asks what became of it.
 *
 * @param {Deed} wanted
 * @param {() => void} [onWait] called before each repetition
 * @returns {Promise<any>} the body of the answer
 * @throws a failure; where {@link isOpen} says so, the deed is kept to be asked for again
 */
export async function carryOut(wanted, onWait) {
    const { key, method, path, body, tag } = wanted;
    running.add(key);
    storage.write(KEY + key, wanted);
    try {
        const answer = await persistently(() => exchangeAsUser(method, path, { key, body, tag }), onWait);
        forget(wanted);
        return answer.body;
    } catch (failure) {
        if (!isOpen(failure)) {
            forget(wanted);
        }
        throw failure;
    } finally {
        running.delete(key);
        listeners.forEach((listener) => listener(wanted));
    }
}

/** Whether the failure leaves it open what was done. */
export function isOpen({ repeatable, status, code }) {
    return repeatable || status === 500 || code === 'unauthenticated' || code === undefined;
}

/** Gives up asking; what became of it is not known. @param {Deed} wanted */
export function forget(wanted) {
    storage.remove(KEY + wanted.key);
}

/** Calls back whenever a deed has come to an end, done or not. */
export function onEnd(listener, signal) {
    listeners.add(listener);
    signal?.addEventListener('abort', () => listeners.delete(listener));
}

/** Calls back whenever a deed is written down or forgotten, in another tab, too. */
export function onChange(listener, signal) {
    storage.onChange((key) => key.startsWith(KEY) && listener(), signal);
}
