/** Who is signed in. The token lives in this module's memory and nowhere else. */
import { NoAnswer, call, exchange, isFailure } from './api.js';
import * as oidc from './oidc.js';
import * as storage from './storage.js';

/** Who signed in last, by id, name and roles only: a reload in development asks for a new token for them. */
const LAST = 'user';

/** What the storefront's page says of itself. */
const STOREFRONT = {
    settings: '/assets/config.json',
    whoIs: async (newToken) => {
        const { id, name } = await call('GET', '/users/me', { token: newToken });
        return { id, name };
    },
};

let page = STOREFRONT;
let settings;
let token = null;
let user = null;
const listeners = new Set();

/** @typedef {{id: string, name: string, roles?: string[]}} User the roles on a page that asks for them */

/**
 * Lets another page than the storefront's say where its settings are, and who somebody with a token is; before anything
 * else is asked here.
 *
 * @param {{settings: string, whoIs: (token: string) => Promise<User>}} other
 */
export function serve(other) {
    page = other;
}

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
    settings ??= call('GET', page.settings);
    settings.catch(() => (settings = undefined));
    return settings;
}

/** A call in the signed-in user's name; a 401 ends the session. */
export async function callAsUser(method, path, options) {
    return (await exchangeAsUser(method, path, options)).body;
}

/** As {@link callAsUser}, with what the headers say. */
export async function exchangeAsUser(method, path, options = {}) {
    try {
        return await exchange(method, path, { ...options, token: token ?? undefined });
    } catch (failure) {
        if (failure.code === 'unauthenticated') {
            become(null, null);
        }
        throw failure;
    }
}

/** Signs in one of the development store's users, with roles where the page asks for some. */
export async function signInForDevelopment(userId, roles) {
    const answer = await call('POST', '/dev/tokens', { body: JSON.stringify({ userId, roles }) });
    await accept(answer.token);
}

/** Signs in at the issuer; the page is left. @param {'none' | 'login'} [prompt] */
export async function signInAtIssuer(prompt) {
    await oidc.leave(await configuration(), prompt);
}

async function accept(newToken) {
    const newUser = await page.whoIs(newToken);
    storage.write(LAST, newUser);
    become(newToken, newUser);
}

export function signOut() {
    storage.remove(LAST);
    become(null, null);
}

/**
 * Finds out at page load who is signed in: coming back from the issuer, or the development user of before.
 *
 * @param {boolean} urgent whether the issuer is worth a silent question, as when an order waits for its answer
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
            await signInForDevelopment(last().id, last().roles);
        } else if (issuer && urgent) {
            await signInAtIssuer('none');
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
