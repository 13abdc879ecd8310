/** All consoles, with search and sort; both are kept in the address. */
import * as products from '../products.js';
import { announce, fill, h, icon } from '../dom.js';
import * as money from '../money.js';
import { pixels } from '../pixels.js';
import { heading } from './messages.js';
import { picture } from './picture.js';
import { addButton, stockLeft } from './stock.js';

/** The pictures that a first look at a desktop or a phone meets. */
const SEEN_FIRST = 4;

const ORDERS = {
    shelf: { name: 'As on the shelf', compare: () => 0 },
    oldest: { name: 'Oldest first', compare: (a, b) => a.year - b.year },
    newest: { name: 'Newest first', compare: (a, b) => b.year - a.year },
    cheapest: { name: 'Lowest price', compare: (a, b) => a.price.amount - b.price.amount },
    dearest: { name: 'Highest price', compare: (a, b) => b.price.amount - a.price.amount },
    name: { name: 'Name', compare: (a, b) => a.name.localeCompare(b.name, 'en') },
};

function card(product, eager, signal) {
    return h('li', { class: 'card' },
        picture(product, { eager }),
        h('div', { class: 'card-text' },
            h('p', { class: 'year' }, product.year),
            h('h2', null, h('a', { href: `#/consoles/${encodeURIComponent(product.id)}` }, product.name)),
            h('p', { class: 'price' }, money.show(product.price)),
            stockLeft(product)),
        addButton(product, signal));
}

function matches(product, words) {
    const text = [product.name, product.year, product.description].join(' ').toLowerCase();
    return words.every((word) => text.includes(word));
}

function keepInAddress(search, order) {
    const query = new URLSearchParams();
    if (search) {
        query.set('q', search);
    }
    if (order !== 'shelf') {
        query.set('sort', order);
    }
    history.replaceState(null, '', `#/${query.size ? `?${query}` : ''}`);
}

function counted(number) {
    return number === 1 ? '1 console' : `${number} consoles`;
}

export async function view({ query, signal }) {
    const all = await products.all();
    const list = h('ul', { class: 'shelf' });
    const count = h('p', { class: 'count' });
    const search = h('input', {
        type: 'search', id: 'search', name: 'search', autocomplete: 'off', spellcheck: 'false', enterkeyhint: 'search',
        placeholder: 'Name, year, “colour”…', value: query.get('q') ?? '',
    });
    const sort = h('select', { id: 'sort', name: 'sort' },
        Object.entries(ORDERS).map(([key, { name }]) => h('option', { value: key, selected: query.get('sort') === key }, name)));

    const render = () => {
        const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
        const found = all.filter((product) => matches(product, words)).sort(ORDERS[sort.value].compare);
        fill(list, found.map((product, index) => card(product, index < SEEN_FIRST, signal)));
        count.textContent = counted(found.length);
        list.hidden = found.length === 0;
        nothing.hidden = found.length > 0;
    };
    const changed = () => {
        render();
        announce(`${count.textContent} found`);
        keepInAddress(search.value.trim(), sort.value);
    };
    const nothing = h('div', { class: 'blank', hidden: true },
        h('div', { class: 'lcd blank-screen' }, h('p', null, pixels('No match'))),
        h('p', null, 'No product answers to that. Try a year, or a shorter word.'),
        h('button', {
            type: 'button', class: 'button', onclick: () => {
                search.value = '';
                changed();
                search.focus();
            },
        }, 'Show all consoles'));
    search.addEventListener('input', changed);
    sort.addEventListener('change', changed);
    render();

    const years = all.map((product) => product.year).filter(Boolean);
    return {
        title: 'Consoles',
        element: h('div', null,
            h('div', { class: 'handheld' },
                h('span', { class: 'dpad' }),
                h('div', { class: 'bezel' },
                    h('div', { class: 'lcd hero' },
                        heading('Play it in your hands'),
                        years.length > 0 && h('p', null, `${counted(all.length)}, from ${Math.min(...years)} to ${Math.max(...years)}.`))),
                h('span', { class: 'ab' })),
            h('form', { class: 'tools', role: 'search', onsubmit: (event) => event.preventDefault() },
                h('div', { class: 'field grow' },
                    h('label', { for: 'search' }, 'Search'),
                    h('div', { class: 'with-icon' }, icon('search'), search)),
                h('div', { class: 'field' }, h('label', { for: 'sort' }, 'Sort'), sort),
                count),
            list,
            nothing),
    };
}
