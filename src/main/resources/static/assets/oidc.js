/** Signing in at an OpenID Connect issuer: authorization code with PKCE, in the browser. */

import { Problem } from './api.js';
import { PREFIX } from './storage.js';

const PENDING = `${PREFIX}sign-in`;
const TIME_LIMIT = 10_000;

/** @typedef {{issuer: string, clientId: string, scope: string, audience: string | null}} Settings */

function random() {
    return base64url(crypto.getRandomValues(new Uint8Array(32)));
}

function base64url(bytes) {
    return btoa(String.fromCharCode(...bytes)).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

async function discover(issuer) {
    const response = await fetch(`${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`, {
        signal: AbortSignal.timeout(TIME_LIMIT),
    });
    if (!response.ok) {
        throw new Error('the issuer does not say where to sign in');
    }
    return response.json();
}

/** The page's path, which is its redirect URI, too. */
function path() {
    return location.pathname.replace(/index\.html$/, '');
}

function here() {
    return location.origin + path();
}

/** What has to be known when the page is back; there is no other place for it. */
function remember(pending) {
    try {
        sessionStorage.setItem(PENDING, JSON.stringify(pending));
    } catch {
        throw new Problem({ status: 0, code: 'storage-forbidden' });
    }
}

/**
 * Leaves the page for the issuer's.
 *
 * @param {Settings} settings
 * @param {'none' | 'login'} [prompt] to come back at once when the issuer would have to ask, with no step more in the
 *   browser's history; or to be asked in any case
 * @throws {Problem} `storage-forbidden`
 */
export async function leave(settings, prompt) {
    const issuer = await discover(settings.issuer);
    const pending = { verifier: random(), state: random(), issuer: issuer.issuer, tokens: issuer.token_endpoint, back: location.hash };
    const challenge = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(pending.verifier));
    remember(pending);
    const address = new URL(issuer.authorization_endpoint);
    const query = {
        response_type: 'code',
        client_id: settings.clientId,
        redirect_uri: here(),
        scope: settings.scope,
        state: pending.state,
        code_challenge: base64url(new Uint8Array(challenge)),
        code_challenge_method: 'S256',
        ...(settings.audience ? { audience: settings.audience } : {}),
        ...(prompt ? { prompt } : {}),
        ...(prompt === 'login' ? { max_age: 0 } : {}),
    };
    Object.entries(query).forEach(([name, value]) => address.searchParams.set(name, value));
    prompt === 'none' ? location.replace(address) : location.assign(address);
}

/** Whether this page load is the way back from the issuer. */
export function isReturn() {
    const query = new URLSearchParams(location.search);
    return query.has('state') && (query.has('code') || query.has('error'));
}

/**
 * Trades the code for a token, once, and cleans the address bar.
 *
 * @param {Settings} settings
 * @returns {Promise<{token: string | null} | null>} the access token, or none when the issuer did not sign anyone in;
 *   null for an answer that this page did not ask for
 */
export async function comeBack(settings) {
    const query = new URLSearchParams(location.search);
    const pending = JSON.parse(sessionStorage.getItem(PENDING) ?? 'null');
    sessionStorage.removeItem(PENDING);
    history.replaceState(null, '', path() + (pending?.back ?? ''));
    const expected = pending && query.get('state') === pending.state && (query.get('iss') ?? pending.issuer) === pending.issuer;
    if (!expected) {
        return null;
    }
    if (!query.has('code')) {
        return { token: null };
    }
    const response = await fetch(pending.tokens, {
        method: 'POST',
        signal: AbortSignal.timeout(TIME_LIMIT),
        body: new URLSearchParams({
            grant_type: 'authorization_code',
            code: query.get('code'),
            redirect_uri: here(),
            client_id: settings.clientId,
            code_verifier: pending.verifier,
        }),
    });
    return { token: response.ok ? ((await response.json()).access_token ?? null) : null };
}
