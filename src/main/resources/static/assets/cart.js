/** The cart: what and how many, never a price. It survives a reload and is the same in every tab. */
import * as storage from './storage.js';

const KEY = 'cart';
const MOST_LINES = 50;
export const MOST_OF_ONE = 99;

/** @typedef {{productId: string, quantity: number}} Line */

/** @returns {Line[]} */
export function lines() {
    const stored = storage.read(KEY);
    return Array.isArray(stored)
        ? stored.filter((line) => typeof line?.productId === 'string' && Number.isInteger(line.quantity) && line.quantity > 0)
        : [];
}

export function count() {
    return lines().reduce((total, line) => total + line.quantity, 0);
}

export function quantityOf(productId) {
    return lines().find((line) => line.productId === productId)?.quantity ?? 0;
}

/** Sets how many of one product are wanted; none takes it out. */
export function set(productId, quantity) {
    const wanted = Math.min(quantity, MOST_OF_ONE);
    const before = lines();
    const known = before.some((line) => line.productId === productId);
    const after = known
        ? before.map((line) => (line.productId === productId ? { productId, quantity: wanted } : line))
        : [...before, { productId, quantity: wanted }];
    storage.write(KEY, after.filter((line) => line.quantity > 0).slice(0, MOST_LINES));
}

/** Takes out what has been bought, and leaves what was added meanwhile. */
export function takeOut(bought) {
    bought.forEach((line) => set(line.productId, quantityOf(line.productId) - line.quantity));
}

/** Whether the cart holds just these lines. */
export function holds(others) {
    const plain = (list) => JSON.stringify(list.map(({ productId, quantity }) => [productId, quantity]));
    return plain(lines()) === plain(others);
}

export function onChange(listener, signal) {
    storage.onChange((key) => key === KEY && listener(), signal);
}
