/** Who is signed in. The token lives in this module's memory and nowhere else. */
import { NoAnswer, call, isFailure } from './api.js';
import * as oidc from './oidc.js';
import * as storage from './storage.js';

/** Who signed in last, by id and name only: a reload in development asks for a new token for them. */
const LAST = 'user';

let settings;
let token = null;
let user = null;
const listeners = new Set();

/** @typedef {{id: string, name: string}} User */

/** @returns {User | null} */
export function current() {
    return user;
}

/** @returns {User | null} */
export function last() {
    return storage.read(LAST);
}

/** How signing in works here, as the server says. */
export function configuration() {
    settings ??= call('GET', '/assets/config.json');
    settings.catch(() => (settings = undefined));
    return settings;
}

/** A call in the signed-in user's name; a 401 ends the session. */
export async function callAsUser(method, path, options = {}) {
    try {
        return await call(method, path, { ...options, token: token ?? undefined });
    } catch (failure) {
        if (failure.code === 'unauthenticated') {
            become(null, null);
        }
        throw failure;
    }
}

/** Signs in one of the development store's users. */
export async function signInForDevelopment(userId) {
    const answer = await call('POST', '/dev/tokens', { body: JSON.stringify({ userId }) });
    await accept(answer.token);
}

/** Signs in at the issuer; the page is left. */
export async function signInAtIssuer(silently = false) {
    await oidc.leave(await configuration(), silently);
}

async function accept(newToken) {
    const { id, name } = await call('GET', '/users/me', { token: newToken });
    storage.write(LAST, { id, name });
    become(newToken, { id, name });
}

export function signOut() {
    storage.remove(LAST);
    become(null, null);
}

/**
 * Finds out at page load who is signed in: coming back from the issuer, or the development user of before.
 *
 * @param {boolean} urgent whether an order waits for its answer, so that the issuer is worth a silent question
 * @returns {Promise<Error | null>} why nobody could be signed in, if that was tried
 */
async function restore(urgent) {
    const returning = oidc.isReturn();
    if (!returning && !last()) {
        return null;
    }
    try {
        const { developmentSignIn, issuer } = await configuration();
        if (returning) {
            const received = await oidc.comeBack(await configuration());
            if (received) {
                await accept(received);
            }
        } else if (developmentSignIn) {
            await signInForDevelopment(last().id);
        } else if (issuer && urgent) {
            await signInAtIssuer(true);
        }
        return null;
    } catch (failure) {
        return isFailure(failure) ? failure : new NoAnswer();
    }
}

/** Whether this page load is the way back from the issuer. */
export function isReturning() {
    return oidc.isReturn();
}

let restored;

/** Settles when it is known who is signed in, with the failure if signing in was tried in vain. */
export function ready(urgent = false) {
    restored ??= restore(urgent);
    return restored;
}

function become(newToken, newUser) {
    token = newToken;
    user = newUser;
    listeners.forEach((listener) => listener(user));
}

/** Calls back whenever someone signs in or out. */
export function onChange(listener, signal) {
    listeners.add(listener);
    signal?.addEventListener('abort', () => listeners.delete(listener));
}
