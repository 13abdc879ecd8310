/** The consoles that are sold, read once and again whenever price or stock matter. */
import { call } from './api.js';

/** Stock moves: a list older than this is read again. */
const FRESH_FOR = 30_000;

let loaded;
let loadedAt = 0;

/** @typedef {{id: string, name: string, year: number | null, description: string | null, imageUrl: string | null, price: import('./money.js').Money, quantity: number}} Product */

/** @returns {Promise<Product[]>} */
export function all() {
    return loaded && Date.now() - loadedAt < FRESH_FOR ? loaded : refresh();
}

/** @returns {Promise<Product[]>} */
export function refresh() {
    const request = call('GET', '/products');
    loaded = request;
    loadedAt = Date.now();
    request.catch(() => {
        if (loaded === request) {
            loaded = undefined;
        }
    });
    return request;
}

/** @returns {Promise<Map<string, Product>>} */
export async function byId() {
    return new Map((await all()).map((each) => [each.id, each]));
}
