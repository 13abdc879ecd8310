/** What the store says, in the words of those who work here. */
import * as money from '../money.js';

const NOT_SHIPPABLE = {
    cancelled: 'It was cancelled: do not send it.',
    returned: 'All of it has come back already.',
    'not-captured': 'It is not paid in full yet. Wait until the money has been taken.',
    disputed: 'Its buyer disputes the payment: do not send it.',
    refunded: 'Its money was given back: do not send it.',
    unknown: 'Its payment, or its status, is not known. See what is stuck.',
};

const WORDS = {
    'order-not-shippable': ({ reason }) => NOT_SHIPPABLE[reason] ?? 'It cannot be shipped.',
    'order-not-cancellable': () => 'Too late: it has been shipped. Refund what comes back instead.',
    'order-not-changeable': () => 'That is not possible any more: the order has moved on meanwhile.',
    'more-than-left': ({ items = [], left }) => {
        const fewer = items.map(({ productId, requested, left: rest }) => `${rest} ${productId}, not ${requested}`).join('; ');
        return `No more than ${left ? money.show(left) : fewer} is left of it. Nothing was given back.`;
    },
    'unknown-product': () => 'That product is not in this order.',
    'out-of-stock': ({ items = [] }) => `There are ${items[0]?.available ?? 'fewer'} left: it cannot go below nothing.`,
    'payment-not-possible': () => 'The payment provider cannot move this amount. Nothing was changed.',
    'changed-meanwhile': () => 'Somebody else has changed it meanwhile. Nothing was saved.',
    'idempotency-key-reused': () => 'This was sent before with other contents. Look at what it is now, then begin anew.',
    'not-found': () => 'It is not there any more.',
    forbidden: () => 'You may not do this: it wants the role of staff, and nobody does it to an order of their own.',
    unauthenticated: () => 'Your sign-in has ended. Nothing you typed is lost: sign in again to go on.',
    'try-again': () => 'The shop is busy, and nothing was done. Try again in a minute.',
    'outcome-unknown': () => 'It is not known yet whether it was done. Ask again: it is done once, however often you ask.',
    'no-answer': () => 'The shop does not answer. Ask again: it is done once, however often you ask.',
    'internal-error': () => 'Something broke on our side; it may or may not have been done. Ask again: it is done once.',
};

/** @param {{code: string, members: object}} failure @returns {string} a sentence or two */
export function explain({ code, members = {} }) {
    return WORDS[code]?.(members) ?? members.detail ?? 'The shop did not understand this page. Reload it, and try again.';
}

const SETTLEMENT = {
    held: 'Not paid yet',
    captured: 'Paid',
    'captured-in-part': 'Paid in part',
    'refund-due': 'Refund under way',
    'refunded-in-part': 'Refunded in part',
    refunded: 'Refunded',
    voided: 'Nothing taken',
    disputed: 'Disputed',
    lost: 'Lost in a dispute',
};

export const SETTLEMENTS = Object.entries(SETTLEMENT);

/** @param {{state: string, stuck: boolean} | null} settlement */
export function moneyState(settlement) {
    const words = SETTLEMENT[settlement?.state] ?? 'Not known';
    return settlement?.stuck ? `${words}, stuck` : words;
}

/** Whether it may be sent, as far as the list tells; the store asks the provider before it is. */
export function isPaid(settlement) {
    return !['held', 'captured-in-part', 'disputed', 'lost'].includes(settlement?.state);
}

const sum = (detail) => (detail?.amount ? money.show(detail.amount) : 'The money');

const EVENTS = {
    placed: () => 'Placed',
    captured: ({ detail }) => `${sum(detail)} taken`,
    'address-changed': () => 'Address changed',
    shipped: () => 'Shipped',
    'shipment-changed': () => 'Parcel corrected',
    cancelled: () => 'Cancelled',
    refunded: ({ detail }) => `${sum(detail)} refunded`,
    'refund-failed': ({ detail }) => `${sum(detail)} could not be refunded`,
    'payment-lost': () => 'The provider ended the payment before anything was taken',
    disputed: ({ detail }) => `${sum(detail)} disputed`,
    'dispute-won': () => 'Dispute won',
    'dispute-lost': ({ detail }) => `${sum(detail)} lost in the dispute`,
    settled: () => 'Money set right by hand',
    created: () => 'Made',
    edited: () => 'Edited',
    restocked: ({ change }) => `${change > 0 ? '+' : '−'}${Math.abs(change)} in stock`,
    withdrawn: () => 'Withdrawn',
    restored: () => 'Brought back',
};

/** @param {{event: string}} entry of an order's or a product's history */
export function eventName(entry) {
    return EVENTS[entry.event]?.(entry) ?? entry.event;
}

const BY = { buyer: 'buyer', store: 'by itself' };

/** Who it was. @param {{by?: string, staffId?: string}} entry */
export function byWhom({ by, staffId }) {
    return staffId ?? BY[by] ?? 'staff';
}

/** @param {{quantity: number}[]} items */
export function pieces(items) {
    const count = items.reduce((total, { quantity }) => total + quantity, 0);
    return count === 1 ? '1 console' : `${count} consoles`;
}
