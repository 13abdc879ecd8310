/** One order as a receipt, with what happens next and the way to cancel it. */
import { isFailure } from '../api.js';
import { fill, h } from '../dom.js';
import * as money from '../money.js';
import { persistently } from '../persistence.js';
import * as products from '../products.js';
import { show } from '../router.js';
import { callAsUser } from '../session.js';
import { address } from './address.js';
import { when } from './dates.js';
import { closeButton, dialog } from './dialog.js';
import { history, parcel } from './history.js';
import { mendAddress } from './mend-address.js';
import { heading, link } from './messages.js';
import { forUser } from './needs-user.js';
import { refused } from './refused.js';
import { badge } from './status.js';

function receipt(order) {
    return h('article', { class: 'summary receipt', 'aria-labelledby': 'receipt' },
        h('h2', { id: 'receipt' }, 'Receipt'),
        h('dl', { class: 'facts-list' },
            h('dt', null, 'Order'), h('dd', { class: 'number' }, order.number),
            h('dt', null, 'Placed'), h('dd', null, when(order.placedAt))),
        h('ul', { class: 'mini' }, order.items.map((item) => h('li', null,
            h('span', { class: 'grow' }, h('span', { class: 'times' }, `${item.quantity} ×`), ' ', item.name,
                item.quantity > 1 && h('span', { class: 'hint' }, ` at ${money.show(item.unitPrice)}`)),
            h('span', { class: 'money' }, money.show(money.times(item.unitPrice, item.quantity)))))),
        h('dl', { class: 'sums' },
            h('dt', { class: 'total' }, 'Total'), h('dd', { class: 'total' }, money.show(order.billingAmount)),
            refunds(order)));
}

/** What the order was reduced by, whether that had been taken or was only held. */
function refunds({ billingAmount, refundedAmount }) {
    const left = { ...billingAmount, amount: billingAmount.amount - refundedAmount.amount };
    return refundedAmount.amount > 0 && [
        h('dt', null, 'Refunded'), h('dd', { class: 'refunded' }, `−${money.show(refundedAmount)}`),
        h('dt', null, 'You pay'), h('dd', null, money.show(left)),
    ];
}

function step(state, title, ...lines) {
    return h('li', { 'data-state': state }, h('strong', null, title),
        lines.filter(Boolean).map((line) => h('span', null, line)));
}

const NEXT = {
    placed: (order, past) => [
        past.some(({ event }) => event === 'captured')
            ? step('done', 'Payment', 'Taken from your card.')
            : step('now', 'Payment', 'We take the money from your card now that the order stands.'),
        step('next', 'Shipping', 'We pack it and send it to the address below. Until then you can change that, or cancel.'),
    ],
    shipped: (order) => [
        step('done', 'Payment', 'Taken from your card.'),
        step('done', 'Shipping', when(order.shippedAt), parcel(order.shipment)),
    ],
    cancelled: (order) => [
        step('done', 'Cancelled', when(order.cancelledAt)),
        step('now', 'Money', order.cancelReason === 'payment-lost'
            ? 'Your bank had ended the payment, so nothing was taken.'
            : 'You are not charged. If the money had been taken already, it goes back to your card.'),
    ],
    returned: (order) => [
        step('done', 'Shipping', when(order.shippedAt), parcel(order.shipment)),
        step('now', 'Money', 'All of it has come back to us, and the money goes back to your card.'),
    ],
};

function next(order, past) {
    const steps = NEXT[order.status] ?? (() => step('now', 'Being looked into', 'We are seeing to this order.'));
    return h('ol', { class: 'steps' }, step('done', 'Ordered', when(order.placedAt)), steps(order, past));
}

/** Asks first; cancelling twice is the same as once, so a lost answer is simply asked for again. */
async function cancel(order) {
    const element = dialog({ label: 'cancel', className: 'sheet' });
    const status = h('p', { class: 'status', role: 'status' });
    const yes = h('button', { type: 'button', class: 'button danger' }, 'Cancel the order');
    const no = h('button', { type: 'button', class: 'button plain', onclick: () => element.close() }, 'Keep it');
    yes.addEventListener('click', async () => {
        yes.disabled = no.disabled = true;
        status.textContent = 'Cancelling…';
        try {
            await persistently(
                () => callAsUser('POST', `/orders/${encodeURIComponent(order.id)}/cancel`),
                () => (status.textContent = 'The shop is busy. Asking again by itself…'),
            );
            products.refresh().catch(() => {});
            element.close();
            await show({ focus: true });
        } catch (failure) {
            if (!isFailure(failure)) {
                throw failure;
            }
            refused(element, failure, () => show({ focus: true }));
        }
    });
    fill(element,
        closeButton(element),
        h('h2', { id: 'cancel', tabindex: '-1', autofocus: true }, 'Cancel this order?'),
        h('p', null, `Order ${order.number} over ${money.show(order.billingAmount)} will not be sent, and you are not charged.`),
        status,
        h('div', { class: 'row ways' }, yes, no));
    element.showModal();
}

/** The order is shown without it, too. */
async function pastOf(path) {
    try {
        return await callAsUser('GET', `${path}/history`);
    } catch (failure) {
        if (!isFailure(failure)) {
            throw failure;
        }
        return [];
    }
}

export function view({ id, query, signal }) {
    return forUser('Your order', 'Sign in to see your order.', signal, async () => {
        const path = `/orders/${encodeURIComponent(id)}`;
        const [order, past] = await Promise.all([callAsUser('GET', path), pastOf(path)]);
        const justPlaced = query.has('placed') && order.status === 'placed';
        return {
            title: justPlaced ? 'Order placed' : `Order ${order.number}`,
            element: h('div', null,
                h('nav', { class: 'crumbs', 'aria-label': 'Back' }, link('#/orders', '← My orders', 'quiet')),
                h('div', { class: 'bezel' }, h('div', { class: 'lcd hero' },
                    heading(justPlaced ? 'Order placed!' : 'Your order'),
                    h('p', null, justPlaced ? 'Thank you. Your order number is ' : 'Number ', h('strong', { class: 'number' }, order.number)))),
                h('div', { class: 'split' },
                    h('section', { class: 'stack' },
                        h('div', { class: 'sheet-part' },
                            h('div', { class: 'row between' }, h('h2', null, 'What happens next'), badge(order)),
                            next(order, past)),
                        h('div', { class: 'sheet-part' },
                            h('div', { class: 'row between' }, h('h2', null, 'Delivery address'),
                                order.status === 'placed' &&
                                    h('button', { type: 'button', class: 'button plain', onclick: () => mendAddress(order) }, 'Change the address')),
                            order.shippingAddress ? address(order.shippingAddress) : h('p', null, 'Erased.')),
                        past.length > 0 && h('div', { class: 'sheet-part' }, h('h2', null, 'What has happened'), history(past)),
                        h('div', { class: 'row' },
                            link('#/', 'See more consoles', 'button plain'),
                            order.status === 'placed' &&
                                h('button', { type: 'button', class: 'button plain', onclick: () => cancel(order) }, 'Cancel this order'))),
                    receipt(order))),
        };
    });
}
