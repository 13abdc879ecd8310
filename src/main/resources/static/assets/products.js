/** The consoles that are sold, read once and again whenever price or stock matter. */
import { call } from './api.js';

let loaded;

/** @typedef {{id: string, name: string, year: number, description: string, imageUrl: string | null, price: import('./money.js').Money, quantity: number}} Product */

/** @returns {Promise<Product[]>} */
export function all() {
    return loaded ?? refresh();
}

/** @returns {Promise<Product[]>} */
export function refresh() {
    const request = call('GET', '/products');
    loaded = request;
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
