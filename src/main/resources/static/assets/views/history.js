/** What has happened to an order and where its parcel is, in words. */
import { h, unseen } from '../dom.js';
import * as money from '../money.js';
import { when } from './dates.js';

const who = (by, what) => `${by === 'buyer' ? 'You' : 'We'} ${what}`;
const sum = (detail) => (detail?.amount ? money.show(detail.amount) : 'the money');

/** An event without words here is one of a later version; it is left out. */
const WORDS = {
    placed: () => 'You placed the order.',
    captured: ({ detail }) => `We took ${sum(detail)} from your card.`,
    'address-changed': ({ by }) => who(by, 'changed the delivery address.'),
    shipped: () => 'We sent it off.',
    'shipment-changed': () => 'We corrected what is said of the parcel.',
    cancelled: ({ by }) => who(by, 'cancelled the order.'),
    refunded: ({ detail }) => `We refunded ${sum(detail)}.`,
    'refund-failed': ({ detail }) => `A refund of ${sum(detail)} did not go through. We see to it.`,
    'payment-lost': () => 'Your bank ended the payment before anything was taken, so we cancelled the order.',
};

/** @param {{at: string, event: string, by: string, detail: object | null}[]} entries oldest first */
export function history(entries) {
    return h('ol', { class: 'log' }, entries.filter(({ event }) => WORDS[event]).map((entry) =>
        h('li', null, h('span', null, WORDS[entry.event](entry)), when(entry.at))));
}

/** A link where that leads somewhere safe, text otherwise; nothing where nothing is said. */
export function parcel(shipment) {
    if (!shipment) {
        return null;
    }
    const { carrier, trackingNumber, trackingUrl } = shipment;
    const name = [carrier, trackingNumber].filter(Boolean).join(' ') || 'the parcel';
    return h('span', { class: 'parcel' }, isHttps(trackingUrl)
        ? ['Follow ', h('a', { href: trackingUrl, target: '_blank', rel: 'noopener noreferrer' }, name, unseen(' (opens a new tab)'))]
        : [name, trackingUrl && `, ${trackingUrl}`]);
}

function isHttps(url) {
    try {
        return new URL(url).protocol === 'https:';
    } catch {
        return false;
    }
}
