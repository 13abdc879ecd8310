/** Who has bought most. */
import { h } from '../../dom.js';
import * as money from '../../money.js';
import { heading } from '../../views/messages.js';
import { listing, plainRow } from '../live.js';
import { customerLink } from '../rows.js';

function row({ userId, name, lifeTimeValue }) {
    return [
        h('div', { class: 'grow' },
            h('h2', null, name ?? 'No name known'),
            h('p', { class: 'hint' }, 'Orders of ', customerLink(userId))),
        h('p', { class: 'price' }, money.show(lifeTimeValue)),
    ];
}

export async function view({ signal }) {
    const list = await listing({
        signal,
        path: '/staff/customers',
        member: 'customers',
        keyOf: ({ userId }) => userId,
        row: plainRow(row, 'office-row'),
        nothing: 'Nobody has bought anything yet.',
        say: ({ changed }) => (changed.length > 0 ? `Changed: ${changed.map(({ name, userId }) => name ?? userId).join(', ')}.` : null),
    });
    return {
        title: 'Customers',
        element: h('div', null, heading('Customers'), h('p', { class: 'intro' }, 'By what they have bought in all, less what they got back.'), list),
    };
}
