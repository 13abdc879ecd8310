/** The three collections: each document as it is outside the transaction and, beside it, as the transaction sees it. */
import { fill, h, unseen } from '../../assets/dom.js';
import { byName, COLLECTIONS, short } from './documents.js';

const NOTHING = '—';

/** What an order is about; the other fields are folded away. */
const TELLING = {
    users: ['lifeTimeValue', 'shippingAddress.city'],
    products: ['quantity', 'price'],
    orders: ['status', 'billingAmount', 'items.0.quantity'],
};

/** What a difference is: of its own making, or because it sees everything as it was when it began. */
const MEANS = { differs: 'not seen outside', 'taken-back': 'taken back', older: 'as it was when it began' };
const OWN = { 'rolled-back': 'taken-back', committed: 'older' };

const HEADINGS = { 'rolled-back': 'rolled back', committed: 'committed' };

/** A name that may be broken at its dots. */
function parted(field) {
    return field.split('.').flatMap((part, index) => (index ? [h('wbr'), `.${part}`] : part));
}

/** @param {HTMLElement} element @returns {(style: object, id: string) => void} shows a style's documents in it */
export function panes(element) {
    let shown = new Map();
    let of = null;
    let now = new Map();
    const open = new Set();

    /** It flashes where it says something else than at the last look, and where the transaction has just changed it. */
    function cell(side, key, field, text, state) {
        const place = `${side} ${key}/${field}`;
        const said = `${state ?? ''} ${text}`;
        const changed = shown.has(key) && (shown.has(place) ? shown.get(place) !== said : state !== null);
        now.set(place, said);
        return h('td', { class: [state, changed && 'flash'].filter(Boolean).join(' ') || null, 'data-side': side },
            state === 'taken-back' ? h('del', null, text) : text, MEANS[state] && unseen(` (${MEANS[state]})`));
    }

    function row(key, field, outside, inside, style) {
        const differs = inside !== undefined && inside !== outside;
        const isOwn = style.own.some((each) => each.document === key && each.field === field);
        const state = differs ? (isOwn ? OWN[style.end] ?? 'differs' : 'older') : null;
        const element = h('tr', { 'data-field': field, 'data-state': state }, h('th', { scope: 'row' }, parted(field)),
            cell('outside', key, field, outside ?? NOTHING, null),
            inside !== undefined && cell('inside', key, field, inside ?? NOTHING, state));
        return { differs, element };
    }

    function table(heading, rows, caption) {
        const columns = ['field', 'outside', heading].filter(Boolean);
        return h('table', null, h('caption', { class: 'unseen' }, caption),
            h('thead', null, h('tr', null, columns.map((each) => h('th', { scope: 'col' }, each)))),
            h('tbody', null, rows.map(({ element: drawn }) => drawn)));
    }

    function document(key, outside, inside, style) {
        const [collection, id] = key.split('/');
        const fields = [...new Set([...outside?.keys() ?? [], ...inside?.keys() ?? []])];
        const within = (field) => (inside === undefined ? undefined : inside?.get(field) ?? null);
        const rows = (names) => names.map((field) => row(key, field, outside?.get(field) ?? null, within(field), style));
        const heading = inside === undefined ? null : HEADINGS[style.end] ?? 'inside';
        const first = rows(fields.filter((field) => TELLING[collection].includes(field)));
        const rest = rows(fields.filter((field) => !TELLING[collection].includes(field)));
        const remember = ({ target }) => (target.open ? open.add(key) : open.delete(key));
        const more = rest.length > 0 && h('details', { open: open.has(key), ontoggle: remember },
            h('summary', null, `${rest.length} more ${rest.length === 1 ? 'field' : 'fields'}${tally(rest)}`, unseen(` of ${key}`)),
            table(heading, rest, `${key}, the other fields`));
        now.set(key, true);
        const arrived = shown.size > 0 && !shown.has(key) && shown.has(collection);
        return h('div', { class: `document${arrived ? ' flash' : ''}`, 'data-document': key },
            h('h4', { title: id }, collection === 'orders' ? id : short(key)), table(heading, first, key), more);
    }

    function tally(rows) {
        const changed = rows.filter((each) => each.differs).length;
        return changed > 0 ? `, ${changed} ${changed === 1 ? 'differs' : 'differ'}` : '';
    }

    return (style, id) => {
        if (of !== id) {
            shown = new Map();
            of = id;
        }
        now = new Map(COLLECTIONS.map((collection) => [collection, true]));
        const outside = byName(style?.panes?.outside);
        const inside = style?.inside ? byName(style.inside) : null;
        const names = [...new Set([...outside.keys(), ...inside?.keys() ?? []])];
        fill(element, COLLECTIONS.map((collection) => {
            const keys = names.filter((key) => key.startsWith(`${collection}/`));
            const within = (key) => (inside ? inside.get(key) ?? null : undefined);
            return h('section', { class: 'pane', 'aria-label': collection }, h('h3', null, collection),
                keys.map((key) => document(key, outside.get(key), within(key), style)),
                keys.length === 0 && h('p', { class: 'hint' }, style?.panes ? `No ${collection}.` : 'Nothing yet.'));
        }));
        shown = now;
    };
}
