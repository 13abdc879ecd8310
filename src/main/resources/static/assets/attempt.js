/**
 * One attempt to buy, from the press of the button until its answer is known.
 *
 * It is written down before anything is sent: who buys, the exact bodies, and one key each for the payment and the
 * order. A reload, a second tab or a lost answer therefore continues this attempt; none of them can start another.
 */
import { newKey } from './api.js';
import * as storage from './storage.js';

const KEY = 'attempt.';

/** An order that was sent this long ago has been decided: no transaction of the store lives as long. */
const DECIDED_AFTER = 10 * 60_000;

/** An attempt as old as this goes on only when its buyer says so. */
const STALE_AFTER = 30 * 60_000;

/**
 * @typedef {object} Attempt
 * @property {import('./session.js').User} user
 * @property {number} startedAt
 * @property {import('./cart.js').Line[]} lines
 * @property {import('./money.js').Money} agreed the total that the buyer agreed to
 * @property {object} shippingAddress
 * @property {{key: string, body: string, id: string | null, once: boolean}} payment once, if how it is paid is good for
 *   this one payment only
 * @property {{key: string, body: string | null}} order the body is set when it is about to be sent for the first time
 * @property {boolean} inDoubt whether an answer was lost, so that the order may exist
 */

/** @returns {Attempt | null} */
export function of(userId) {
    return storage.read(KEY + userId);
}

/** Every unfinished attempt in this browser. @returns {Attempt[]} */
export function unfinished() {
    return storage.keys(KEY).map((key) => storage.read(key)).filter(Boolean);
}

/**
 * @param {import('./session.js').User} user
 * @param {{lines: object[], agreed: object, shippingAddress: object, paymentMethod: string, once?: boolean,
 *   paymentId?: string}} wish
 * @returns {Attempt}
 */
export function begin(user, { lines, agreed, shippingAddress, paymentMethod, once = false, paymentId = null }) {
    const attempt = {
        user,
        startedAt: Date.now(),
        lines,
        agreed,
        shippingAddress,
        payment: { key: newKey(), body: JSON.stringify({ items: lines, paymentMethod }), id: paymentId, once },
        order: { key: newKey(), body: null },
        inDoubt: false,
    };
    storage.write(KEY + user.id, attempt);
    return attempt;
}

/** Notes what has become of it, unless its buyer has signed out meanwhile in another tab. @param {Attempt} attempt */
export function save(attempt) {
    if (of(attempt.user.id)) {
        storage.write(KEY + attempt.user.id, attempt);
    }
}

/** @param {Attempt} attempt */
export function forget(attempt) {
    storage.remove(KEY + attempt.user.id);
}

/** Whether nothing can come of it any more unless it is sent again. @param {Attempt} attempt */
export function isDecided(attempt) {
    return attempt.order.body === null || Date.now() - attempt.startedAt > DECIDED_AFTER;
}

/** @param {Attempt} attempt */
export function isStale(attempt) {
    return Date.now() - attempt.startedAt > STALE_AFTER;
}

export function onChange(listener, signal) {
    storage.onChange((key) => key.startsWith(KEY) && listener(), signal);
}

/**
 * Runs the work in one tab at a time.
 *
 * @template T
 * @param {(waited: boolean) => Promise<T>} work told whether another tab was at it just before: what that tab wrote down
 *   may reach this one a moment later than the permission to go on
 * @param {() => void} onBusy called when another tab is at it, before waiting for it
 * @returns {Promise<T>}
 */
export async function exclusively(userId, work, onBusy) {
    if (!navigator.locks) {
        return work(false);
    }
    const name = `retro-store.${KEY}${userId}`;
    const busy = Symbol('busy');
    const result = await navigator.locks.request(name, { ifAvailable: true }, (lock) => (lock ? work(false) : busy));
    if (result !== busy) {
        return result;
    }
    onBusy();
    return navigator.locks.request(name, () => work(true));
}

/** Takes out of the address what a bank's page has added on the way back: the attempt knows, and nobody else should. */
export function tidyAddress() {
    if (new URLSearchParams(location.search).has('payment_intent')) {
        history.replaceState(null, '', location.pathname + location.hash);
    }
}
