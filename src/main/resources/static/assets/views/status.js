/** The state of an order, as a word on a badge. */
import { h } from '../dom.js';

const NAMES = { placed: 'Placed', shipped: 'Shipped', cancelled: 'Cancelled', returned: 'Returned', unknown: 'Being looked into' };

export function badge({ status }) {
    return h('p', { class: `badge ${status}` }, NAMES[status] ?? status);
}
