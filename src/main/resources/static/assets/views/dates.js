/** Times as people say them. */
import { h } from '../dom.js';

const format = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeStyle: 'short' });

/** @param {string} instant RFC 3339 */
export function when(instant) {
    return h('time', { datetime: instant }, format.format(new Date(instant)));
}
