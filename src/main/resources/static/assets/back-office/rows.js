/** An order as a row of a list. */
import { h } from '../dom.js';
import * as money from '../money.js';
import { when } from '../views/dates.js';
import { badge } from '../views/status.js';
import { isPaid, moneyState, pieces } from './words.js';

export function orderLink({ id, number }) {
    return h('a', { href: `#/orders/${encodeURIComponent(id)}`, class: 'number', 'data-act': `open:${id}` }, number);
}

export function customerLink(userId) {
    return h('a', { href: `#/orders?${new URLSearchParams({ userId })}`, 'data-act': `of:${userId}` }, userId);
}

/** How the money stands, as a word on a badge. */
export function moneyBadge(settlement) {
    return h('p', { class: `badge ${isPaid(settlement) && !settlement?.stuck ? 'money-fine' : 'money-open'}` }, moneyState(settlement));
}

export function orderRow(order) {
    return [
        h('div', { class: 'grow' },
            h('h2', null, orderLink(order)),
            h('p', { class: 'hint' }, when(order.placedAt), ` · ${pieces(order.items)} · `, customerLink(order.userId))),
        badge(order),
        moneyBadge(order.settlement),
        h('p', { class: 'price' }, money.show(order.billingAmount)),
    ];
}

/** “RC-1, RC-2 and 3 more” */
export function names(orders) {
    const [first, second] = orders.map(({ number }) => number);
    return orders.length > 2 ? `${first} and ${orders.length - 1} more` : [first, second].filter(Boolean).join(' and ');
}
