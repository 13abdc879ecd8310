/** All orders, the newest first, by one of the ways in which the store finds them. */
import { h } from '../../dom.js';
import { go } from '../../router.js';
import { heading } from '../../views/messages.js';
import { field } from '../ask.js';
import { listing, plainRow } from '../live.js';
import { names, orderRow } from '../rows.js';
import { SETTLEMENTS } from '../words.js';

const STATUSES = Object.entries({
    placed: 'Placed', shipped: 'Shipped', cancelled: 'Cancelled', returned: 'Returned', unknown: 'Of unknown status',
});

/** Filters that want a word of their own. */
const WORDED = { number: 'Order number', userId: 'Customer' };

const FILTERS = ['number', 'userId', 'status', 'settlement'];

function options(kind, choices, chosen) {
    return choices.map(([value, text]) => h('option', { value: `${kind}=${value}`, selected: `${kind}=${value}` === chosen }, text));
}

/** A day of the calendar as the moment at which it begins here; RFC 3339. */
function beginning(day, daysLater = 0) {
    const [year, month, date] = day.split('-').map(Number);
    return new Date(year, month - 1, date + daysLater).toISOString();
}

function search(query) {
    const kind = FILTERS.find((name) => query.has(name));
    const chosen = kind in WORDED ? `${kind}=` : `${kind}=${query.get(kind)}`;
    const by = h('select', { id: 'by', name: 'by' },
        h('option', { value: '' }, 'All orders'),
        options('number', [['', 'By number']], chosen), options('userId', [['', 'Of a customer']], chosen),
        h('optgroup', { label: 'Status' }, options('status', STATUSES, chosen)),
        h('optgroup', { label: 'Money' }, options('settlement', SETTLEMENTS, chosen)));
    const word = h('input', {
        id: 'word', name: 'word', type: 'search', autocomplete: 'off', spellcheck: 'false', value: kind in WORDED ? query.get(kind) : '',
    });
    const wordField = field('Which', word, { className: 'grow' });
    const from = h('input', { id: 'from', name: 'from', type: 'date', value: query.get('from') });
    const to = h('input', { id: 'to', name: 'to', type: 'date', value: query.get('to') });
    const show = () => {
        const [name] = by.value.split('=');
        wordField.hidden = !(name in WORDED);
        wordField.querySelector('label').textContent = WORDED[name] ?? 'Which';
    };
    const submit = (event) => {
        event.preventDefault();
        const [name, value] = by.value.split('=');
        const wanted = new URLSearchParams();
        if (name in WORDED && word.value.trim()) {
            wanted.set(name, word.value.trim());
        } else if (name && value) {
            wanted.set(name, value);
        }
        [from, to].filter((day) => day.value).forEach((day) => wanted.set(day.name, day.value));
        go(`/orders${wanted.size ? `?${wanted}` : ''}`);
    };
    by.addEventListener('change', show);
    show();
    return h('form', { class: 'tools', role: 'search', onsubmit: submit },
        field('Show', by), wordField, field('From', from), field('To', to),
        h('button', { type: 'submit', class: 'button plain' }, 'Find'));
}

function path(query) {
    const asked = new URLSearchParams();
    FILTERS.filter((name) => query.has(name)).slice(0, 1).forEach((name) => asked.set(name, query.get(name)));
    if (query.get('from')) {
        asked.set('from', beginning(query.get('from')));
    }
    if (query.get('to')) {
        asked.set('to', beginning(query.get('to'), 1));
    }
    return `/staff/orders${asked.size ? `?${asked}` : ''}`;
}

export async function view({ query, signal }) {
    const asked = search(query);
    let found;
    try {
        found = await listing({
            signal,
            path: path(query),
            member: 'orders',
            keyOf: ({ id }) => id,
            row: plainRow(orderRow, 'office-row'),
            nothing: 'No order answers to that.',
            say: ({ added, changed }) => [
                added.length > 0 && `New: ${names(added)}.`,
                changed.length > 0 && `Changed: ${names(changed)}.`,
            ].filter(Boolean).join(' ') || null,
        });
    } catch (failure) {
        if (failure.code !== 'invalid-request') {
            throw failure;
        }
        found = h('p', { class: 'error', role: 'alert' },
            'The shop cannot look for that. Is the number complete, and the first day not after the last?');
    }
    return { title: 'Orders', element: h('div', null, heading('Orders'), asked, found) };
}
