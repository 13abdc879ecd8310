/** What can be done with an order, each in a dialog that asks first. */
import { h } from '../dom.js';
import * as money from '../money.js';
import { addressForm } from '../views/address-form.js';
import { allRight, ask, field, reasonField, reasonOf } from './ask.js';
import { deed } from './deeds.js';

export function pathOf(id) {
    return `/staff/orders/${encodeURIComponent(id)}`;
}

/** Sends it off; or corrects what is said of a parcel that is under way. */
export function ship(order) {
    const path = `${pathOf(order.id)}/ship`;
    const mending = order.status === 'shipped';
    const input = (id, value, attributes) => h('input', {
        id, name: id, type: 'text', autocomplete: 'off', maxlength: 100, value, 'data-pointer': `/${id}`, ...attributes,
    });
    const { carrier, trackingNumber, trackingUrl } = order.shipment ?? {};
    ask({
        title: mending ? `The parcel of ${order.number}` : `Ship ${order.number}?`,
        text: mending
            ? 'What you save replaces what is said of the parcel; its buyer sees it.'
            : 'The buyer is told that it is on its way. That cannot be taken back; what is said of the parcel can be corrected.',
        path,
        draft: `ship.${order.id}`,
        fields: [
            field('Carrier', input('carrier', carrier), { hint: 'optional' }),
            field('Tracking number', input('trackingNumber', trackingNumber), { hint: 'optional' }),
            field('Tracking address', input('trackingUrl', trackingUrl, {
                type: 'url', inputmode: 'url', maxlength: 500, placeholder: 'https://…',
            }), { hint: 'optional' }),
        ],
        yes: mending ? 'Save' : 'Ship it',
        read: (form) => {
            const body = Object.fromEntries(['carrier', 'trackingNumber', 'trackingUrl']
                .map((name) => [name, form.elements[name].value.trim() || null]));
            const url = body.trackingUrl ?? 'https://';
            return allRight([[form.elements.trackingUrl, url.startsWith('https://') ? null : 'It begins with https://']])
                ? deed({ what: `Shipping ${order.number}`, method: 'POST', path, body })
                : null;
        },
        done: mending ? `The parcel of ${order.number} is corrected.` : `${order.number} is on its way.`,
    });
}

export function changeAddress(order) {
    const path = `${pathOf(order.id)}/shipping-address`;
    const address = addressForm(null, { ...order.shippingAddress });
    ask({
        title: `Where ${order.number} goes`,
        path,
        draft: `address.${order.id}`,
        fields: [address.element],
        yes: 'Send it there',
        read: () => {
            const body = address.read();
            return body && deed({ what: `The new address of ${order.number}`, method: 'PUT', path, body });
        },
        showErrors: address.showErrors,
        done: `${order.number} goes to the new address.`,
    });
}

export function cancel(order) {
    const path = `${pathOf(order.id)}/cancel`;
    ask({
        title: `Cancel ${order.number}?`,
        text: `It will not be sent, and ${money.show(left(order))} goes back to its buyer. That cannot be taken back.`,
        path,
        draft: `cancel.${order.id}`,
        fields: [reasonField()],
        yes: 'Cancel the order',
        danger: true,
        read: (form) => {
            const reason = reasonOf(form);
            return reason && deed({ what: `Cancelling ${order.number}`, method: 'POST', path, body: { reason } });
        },
        done: `${order.number} is cancelled.`,
    });
}

/** The money was set right by hand, at the provider's. */
export function settled(order) {
    const path = `${pathOf(order.id)}/settled`;
    ask({
        title: `Is the money of ${order.number} right?`,
        text: 'Say so only when you have set it right by hand, at the payment provider’s. The shop then stops trying, and that '
            + 'cannot be taken back.',
        path,
        draft: `settled.${order.id}`,
        fields: [reasonField()],
        yes: 'It is set right',
        danger: true,
        read: (form) => {
            const reason = reasonOf(form);
            return reason && deed({ what: `Money of ${order.number} set right`, method: 'POST', path, body: { reason } });
        },
        done: `The money of ${order.number} counts as set right.`,
    });
}

/** What the order still costs its buyer. */
export function left({ billingAmount, refundedAmount }) {
    return { ...billingAmount, amount: billingAmount.amount - refundedAmount.amount };
}

function refundedLines(order, form) {
    return order.items
        .map((item, index) => ({ ...item, quantity: Math.trunc(Number(form.elements[`line-${index}`].value)) || 0 }))
        .filter(({ quantity }) => quantity > 0);
}

/** By line, with or without what comes back to the shelf; or money alone. */
export function refund(order) {
    const path = `${pathOf(order.id)}/refunds`;
    const { currency } = order.billingAmount;
    const lines = order.items.map((item, index) => {
        const id = `line-${index}`;
        return field(item.name, h('input', {
            id, name: id, type: 'number', inputmode: 'numeric', min: 0, max: item.quantity, value: 0,
        }), { hint: `of ${item.quantity}, ${money.show(item.unitPrice)} each`, className: 'inline' });
    });
    const choice = (value, text) => h('label', { class: 'choice' },
        h('input', { type: 'radio', name: 'restock', value }), h('span', { class: 'choice-text' }, text));
    const byLine = h('fieldset', { class: 'cards' }, h('legend', null, 'What comes back'), lines,
        choice('yes', 'It can be sold again: back on the shelf'),
        choice('no', 'It cannot be sold again'),
        h('p', { class: 'error', id: 'restock-error' }));
    const amount = h('input', {
        id: 'amount', name: 'amount', type: 'text', inputmode: 'decimal', autocomplete: 'off', 'data-pointer': '/amount/amount',
    });
    const byAmount = h('fieldset', { class: 'cards', hidden: true }, h('legend', null, 'How much'),
        field(`Amount in ${currency}`, amount, { hint: `at most ${money.show(left(order))}` }));
    const kind = h('select', { id: 'kind', name: 'kind' },
        h('option', { value: 'lines' }, 'Goods, at what they cost'), h('option', { value: 'amount' }, 'Money without goods'));
    const show = () => {
        byLine.hidden = kind.value !== 'lines';
        byAmount.hidden = kind.value === 'lines';
    };
    kind.addEventListener('change', show);

    ask({
        title: `Refund ${order.number}`,
        path,
        draft: `refund.${order.id}`,
        fields: [field('Give back', kind), byLine, byAmount, reasonField()],
        shown: show,
        yes: 'Refund…',
        danger: true,
        read: (form) => {
            const body = kind.value === 'lines' ? goods(order, form) : sum(order, form, amount);
            const reason = body && reasonOf(form);
            return reason && deed({ what: `Refund of ${order.number}`, method: 'POST', path, body: { ...body, reason } });
        },
        confirm: ({ body }) => confirmation(order, JSON.parse(body)),
        done: `The refund of ${order.number} is under way.`,
    });
}

function goods(order, form) {
    const lines = refundedLines(order, form);
    const checks = order.items.map(({ quantity }, index) => {
        const control = form.elements[`line-${index}`];
        return [control, Number(control.value) > quantity ? `At most ${quantity}.` : null];
    });
    if (lines.length === 0) {
        checks[0][1] = 'How many come back?';
    }
    if (!allRight(checks)) {
        return null;
    }
    const restock = form.elements.restock.value;
    document.getElementById('restock-error').textContent = restock ? '' : 'Can it be sold again?';
    if (!restock) {
        form.elements.restock[0].focus();
        return null;
    }
    return { items: lines.map(({ productId, quantity }) => ({ productId, quantity })), restock: restock === 'yes' };
}

function sum(order, form, input) {
    const amount = money.parse(input.value, order.billingAmount.currency);
    const message = !amount || amount.amount === 0 ? 'How much, such as 9.99?'
        : amount.amount > left(order).amount ? `At most ${money.show(left(order))}.` : null;
    return allRight([[input, message]]) ? { amount } : null;
}

/** What is about to happen, and cannot be taken back. */
function confirmation(order, { items, restock, amount }) {
    const price = (productId) => order.items.find((item) => item.productId === productId).unitPrice;
    const worth = amount ?? money.sum(items.map(({ productId, quantity }) => money.times(price(productId), quantity)));
    const given = { ...worth, amount: Math.min(worth.amount, left(order).amount) };
    const shelf = !items ? '' : restock ? ' What comes back is for sale again.' : ' Nothing comes back to the shelf.';
    return {
        title: `Give ${money.show(given)} back?`,
        text: `It goes to the buyer of ${order.number}.${shelf} That cannot be taken back.`,
        yes: `Give ${money.show(given)} back`,
    };
}
