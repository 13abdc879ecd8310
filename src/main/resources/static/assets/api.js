/** Calls of the store's HTTP contract, and the two ways in which one fails. */

/** Milliseconds. */
const TIME_LIMIT = 20_000;

/** Where the store is, without the last slash: this file lies in a folder of it, whatever the store's context path. */
const STORE = new URL('..', import.meta.url).href.slice(0, -1);

/** The address of what lies at this path of the store's. */
export function addressOf(path) {
    return STORE + path;
}

/** The store answered, and refused. */
export class Problem extends Error {
    /**
     * @param {{status: number, code: string, [member: string]: unknown}} members of the problem+json
     * @param {number} [retryAfter] milliseconds
     */
    constructor(members, retryAfter = 0) {
        super(members.code);
        this.status = members.status;
        this.code = members.code;
        this.members = members;
        this.retryAfter = retryAfter;
    }

    /** Whether the same request, sent again unchanged, may succeed. */
    get repeatable() {
        return this.status === 503;
    }
}

/** No answer of the store's came: the line, a time limit, or something between here and there. What it did is unknown. */
export class NoAnswer extends Error {
    code = 'no-answer';
    status = 0;
    members = {};
    retryAfter = 0;
    repeatable = true;
}

/** @param {unknown} error whether it is one that the buyer is told about */
export function isFailure(error) {
    return error instanceof Problem || error instanceof NoAnswer;
}

/** As {@link exchange}, for the body of the answer alone. @returns {Promise<any>} */
export async function call(method, path, options) {
    return (await exchange(method, path, options)).body;
}

/**
 * @param {string} method
 * @param {string} path of the store, as its contract has it
 * @param {{token?: string, key?: string, tag?: string, body?: string, limit?: number}} [options] key is the
 *   Idempotency-Key, tag the one of the last edit; body is sent as it is; limit in milliseconds
 * @returns {Promise<{body: any, tag: string | null}>} the body of the answer, null if it is empty
 * @throws {Problem | NoAnswer}
 */
export async function exchange(method, path, { token, key, tag, body, limit = TIME_LIMIT } = {}) {
    const headers = { Accept: 'application/json, application/problem+json' };
    if (token) {
        headers.Authorization = `Bearer ${token}`;
    }
    if (key) {
        headers['Idempotency-Key'] = `"${key}"`;
    }
    if (tag) {
        headers['If-Match'] = tag;
    }
    if (body !== undefined) {
        headers['Content-Type'] = 'application/json';
    }
    let response;
    let answer;
    try {
        response = await fetch(addressOf(path), { method, headers, body, signal: AbortSignal.timeout(limit) });
        const text = await response.text();
        answer = text === '' ? null : JSON.parse(text);
    } catch {
        throw new NoAnswer();
    }
    if (response.ok) {
        return { body: answer, tag: response.headers.get('ETag') };
    }
    if (typeof answer?.code !== 'string') {
        throw new NoAnswer();
    }
    throw new Problem({ ...answer, status: response.status }, waitOf(response.headers.get('Retry-After')));
}

/** What Retry-After asks for, in milliseconds: seconds or a date. */
function waitOf(header) {
    if (!header) {
        return 0;
    }
    const seconds = Number(header);
    const wait = Number.isNaN(seconds) ? Date.parse(header) - Date.now() : seconds * 1000;
    return Math.max(0, wait || 0);
}

/** A new Idempotency-Key: a random UUID, also where the page is served without TLS and the browser keeps `randomUUID` away. */
export function newKey() {
    if (crypto.randomUUID) {
        return crypto.randomUUID();
    }
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    bytes[6] = (bytes[6] & 0x0f) | 0x40;
    bytes[8] = (bytes[8] & 0x3f) | 0x80;
    const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
    return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
