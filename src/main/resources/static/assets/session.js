/** Who is signed in. The token lives in this module's memory and nowhere else. */
import { NoAnswer, call, exchange, isFailure } from './api.js';
import * as oidc from './oidc.js';
import * as storage from './storage.js';

/** Who signed in last, by id, name and roles only: a reload asks for a new token for them. Signed out, it is nobody. */
const LAST = 'user';

/** A sign-in that ended sooner than this would do so again. */
const WORTH_RENEWING = 60_000;

/** As long as a page may take to be left. */
const LEAVING = 10_000;

/** What the storefront's page says of itself. */
const STOREFRONT = {
    settings: '/assets/config.json',
    whoIs: async (newToken) => {
        const { id, name } = await call('GET', '/users/me', { token: newToken });
        return { id, name: name?.trim() || id };
    },
};

let page = STOREFRONT;
let settings;
let token = null;
let user = null;
let acceptedAt = Infinity;
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

/** Signs in at the issuer; the page is left, and this settles only if it is not. @param {'none' | 'login'} [prompt] */
export async function signInAtIssuer(prompt) {
    await oidc.leave(await configuration(), prompt);
    await new Promise((resolve) => setTimeout(resolve, LEAVING));
}

/** Signs the same person in afresh, who is asked in any case; at an issuer the page is left. */
export async function signInAfresh() {
    const { developmentSignIn } = await configuration();
    await (developmentSignIn ? signInForDevelopment(last().id, last().roles) : signInAtIssuer('login'));
}

/**
 * Where a sign-in has ended while the page was open, asks the issuer once whether it still stands there: the page is left
 * then, and comes back to where it was.
 */
export async function renew() {
    const worthIt = !user && last() && Date.now() - acceptedAt > WORTH_RENEWING;
    if (worthIt && (await configuration()).issuer) {
        acceptedAt = Infinity;
        await signInAtIssuer('none').catch(() => {});
    }
}

async function accept(newToken) {
    try {
        const newUser = await page.whoIs(newToken);
        acceptedAt = Date.now();
        storage.write(LAST, newUser);
        become(newToken, newUser);
    } catch (failure) {
        if (!failure.repeatable) {
            signOut();
        }
        throw failure;
    }
}

/** Signs out in all tabs. */
export function signOut() {
    storage.remove(LAST);
}

storage.onChange((key) => key === LAST && user && !last() && become(null, null));

/**
 * Finds out at page load who is signed in: coming back from the issuer, or who was signed in before.
 *
 * @returns {Promise<Error | null>} why nobody could be signed in, if that was tried
 */
async function restore() {
    try {
        if (oidc.isReturn()) {
            await comeBack();
        } else if (last()) {
            const { developmentSignIn, issuer } = await configuration();
            await (developmentSignIn ? signInForDevelopment(last().id, last().roles) : issuer && signInAtIssuer('none'));
        }
        return null;
    } catch (failure) {
        return isFailure(failure) ? failure : new NoAnswer();
    }
}

async function comeBack() {
    const answer = await oidc.comeBack(await configuration());
    if (answer?.token) {
        await accept(answer.token);
    } else if (answer) {
        signOut(); // or each reload would ask in vain
    }
}

/** Whether this page load is the way back from the issuer. */
export function isReturning() {
    return oidc.isReturn();
}

let restored;

/** Settles when it is known who is signed in, with the failure if signing in was tried in vain. */
export function ready() {
    restored ??= restore();
    return restored;
}

function become(newToken, newUser) {
    token = newToken;
    user = newUser;
    listeners.forEach((listener) => listener(user));
}

/** Calls back whenever someone signs in or out. */
export function onChange(listener, signal) {
    if (signal?.aborted) {
        return;
    }
    listeners.add(listener);
    signal?.addEventListener('abort', () => listeners.delete(listener));
}
