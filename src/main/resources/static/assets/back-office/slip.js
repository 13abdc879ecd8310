/** Packing slips, as they go into the parcel: no price, and nothing that staff wrote. */
import { fill, h } from '../dom.js';
import { nameOf } from '../views/countries.js';
import { when } from '../views/dates.js';

/** @param {object} shippingAddress as the store has it; its text is shown as text */
export function address({ recipient, line1, line2, city, region, postalCode, country }) {
    const town = [postalCode, city].filter(Boolean).join(' ');
    return h('address', null, [recipient, line1, line2, town, region, country && countryName(country)]
        .filter(Boolean)
        .map((part) => h('span', null, part)));
}

export function countryName(code) {
    try {
        return nameOf(code);
    } catch {
        return code;
    }
}

function slip(order) {
    return h('article', { class: 'slip' },
        h('header', null,
            h('h2', null, 'Packing slip'),
            h('p', null, 'Order ', h('strong', { class: 'number' }, order.number)),
            h('p', null, 'Placed ', when(order.placedAt))),
        address(order.shippingAddress ?? {}),
        order.refundedAmount.amount > 0 && h('p', { class: 'slip-note' },
            'Part of this order was given back. Look at the order for what is still to be sent, before you pack.'),
        h('table', null,
            h('thead', null, h('tr', null, ['Packed', 'Number', 'Console'].map((title) => h('th', { scope: 'col' }, title)))),
            h('tbody', null, order.items.map((item) => h('tr', null,
                h('td', null, '☐'), h('td', { class: 'number' }, item.quantity), h('td', null, item.name))))));
}

/** Opens the browser's print dialog for a slip of each order, each on a page of its own. */
export function printSlips(orders) {
    const paper = fill(document.getElementById('print'), orders.map(slip));
    addEventListener('afterprint', () => fill(paper), { once: true });
    print();
}
