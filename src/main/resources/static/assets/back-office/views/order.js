/** One order: what it is, what has happened to it, and what can be done about it. */
import { isFailure } from '../../api.js';
import { announce, h } from '../../dom.js';
import * as money from '../../money.js';
import { callAsUser } from '../../session.js';
import { when } from '../../views/dates.js';
import { parcel } from '../../views/history.js';
import { heading, link } from '../../views/messages.js';
import { badge } from '../../views/status.js';
import { cancel, changeAddress, left, pathOf, refund, settled, ship } from '../actions.js';
import { button } from '../ask.js';
import { change, live } from '../live.js';
import { customerLink, moneyBadge } from '../rows.js';
import { address, printSlips } from '../slip.js';
import { isOnlyClerk, roleName } from '../staff.js';
import { byWhom, eventName } from '../words.js';

function lines(order) {
    return h('section', { class: 'summary', 'aria-labelledby': 'what' },
        h('h2', { id: 'what' }, 'What'),
        h('ul', { class: 'mini' }, order.items.map((item) => h('li', null,
            h('span', { class: 'grow' }, h('span', { class: 'times' }, `${item.quantity} ×`), ' ',
                h('a', { href: `#/products/${encodeURIComponent(item.productId)}`, 'data-act': `product:${item.productId}` }, item.name),
                item.quantity > 1 && h('span', { class: 'hint' }, ` at ${money.show(item.unitPrice)}`)),
            h('span', { class: 'money' }, money.show(money.times(item.unitPrice, item.quantity)))))),
        h('dl', { class: 'sums' },
            h('dt', { class: 'total' }, 'Total'), h('dd', { class: 'total' }, money.show(order.billingAmount)),
            order.refundedAmount.amount > 0 && [
                h('dt', null, 'Given back'), h('dd', null, `−${money.show(order.refundedAmount)}`),
                h('dt', null, 'Left'), h('dd', null, money.show(left(order))),
            ]));
}

function part(id, title, contents) {
    return h('section', { class: 'sheet-part', 'aria-labelledby': id }, h('h2', { id }, title), contents);
}

function facts(order, customer) {
    const value = customer?.lifeTimeValue && money.show(customer.lifeTimeValue);
    return h('dl', { class: 'facts-list' },
        h('dt', null, 'Customer'),
        h('dd', null, customer?.name ? `${customer.name}, ` : '', customerLink(order.userId), value && ` (${value} in all)`),
        h('dt', null, 'Placed'), h('dd', null, when(order.placedAt)),
        order.shippedAt && [h('dt', null, 'Shipped'), h('dd', null, when(order.shippedAt))],
        order.shipment && [h('dt', null, 'Parcel'), h('dd', null, parcel(order.shipment))],
        order.cancelledAt && [h('dt', null, 'Cancelled'), h('dd', null, when(order.cancelledAt))],
        h('dt', null, 'Payment'), h('dd', { class: 'id' }, order.paymentId));
}

function history(past) {
    return h('ol', { class: 'log' }, past.map((entry) => h('li', null,
        h('span', null, eventName(entry), h('span', { class: 'hint' }, ` · ${byWhom(entry)}`),
            entry.reason && h('span', { class: 'said-by' }, `“${entry.reason}”`),
            entry.detail?.shipment && h('span', { class: 'hint' }, ' · ', parcel(entry.detail.shipment))),
        when(entry.at))));
}

/** What its status allows; what clerks may not do is not offered to them. */
function actions(order) {
    const { status } = order;
    const act = (text, action, className = 'plain') => button(text, className, () => action(order), { 'data-act': `act:${text}` });
    const all = !isOnlyClerk();
    return h('div', { class: 'row' },
        status === 'placed' && act('Ship…', ship, ''),
        status === 'shipped' && act('Correct the parcel…', ship),
        status === 'placed' && act('Change the address…', changeAddress),
        act('Packing slip', (it) => printSlips([it])),
        all && ['placed', 'shipped'].includes(status) && left(order).amount > 0 && act('Refund…', refund),
        all && status === 'placed' && act('Cancel…', cancel),
        all && order.settlement?.stuck && act('Its money was set right…', settled),
        !all && h('p', { class: 'hint' }, `You are here as ${roleName()}: refunds and cancels are for staff.`));
}

function body({ order, past, customer }) {
    return [
        h('div', { class: 'row' }, badge(order), moneyBadge(order.settlement)),
        actions(order),
        h('div', { class: 'split' },
            h('div', { class: 'stack' },
                part('who', 'Who and when', facts(order, customer)),
                part('where', 'Where to', address(order.shippingAddress ?? {})),
                part('past', 'What has happened', history(past))),
            lines(order)),
    ];
}

/** The order is shown without it, too. */
async function unless(failing) {
    try {
        return await failing;
    } catch (failure) {
        if (!isFailure(failure) || failure.code === 'unauthenticated') {
            throw failure;
        }
        return null;
    }
}

async function read(id) {
    const path = pathOf(id);
    const [order, past] = await Promise.all([callAsUser('GET', path), callAsUser('GET', `${path}/history`)]);
    const customer = await unless(callAsUser('GET', `/staff/customers/${encodeURIComponent(order.userId)}`));
    return { order, past, customer };
}

export async function view({ id, signal }) {
    const contents = h('div', { class: 'stack' });
    const title = h('div');
    let known = null;
    await live(signal, () => read(id), (data, quiet) => {
        const { order, past } = data;
        if (!known) {
            title.append(heading(order.number));
        } else if (!quiet) {
            const latest = past.length > known.past.length ? `: ${eventName(past.at(-1))}, ${byWhom(past.at(-1))}` : '';
            announce(`${order.number} has changed${latest}.`);
        }
        known = data;
        change(contents, body(data));
    });
    return {
        title: `Order ${known.order.number}`,
        element: h('div', null,
            h('nav', { class: 'crumbs', 'aria-label': 'Back' }, link('#/orders', '← Orders', 'quiet')),
            title,
            contents),
    };
}
