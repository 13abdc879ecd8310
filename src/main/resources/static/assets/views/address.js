/** An address as it is written on a parcel. */
import { h } from '../dom.js';
import { nameOf } from './countries.js';

export function address({ recipient, line1, line2, city, region, postalCode, country }) {
    const parts = [recipient, line1, line2, [postalCode, city].filter(Boolean).join(' '), region, nameOf(country)];
    return h('address', null, parts.filter(Boolean).map((part) => h('span', null, part)));
}
