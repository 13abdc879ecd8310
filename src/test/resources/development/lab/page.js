/** What is on the page; what becomes of it is in main.js. */
import { fill, h } from '../../assets/dom.js';
import { pixels } from '../../assets/pixels.js';

export const BY_HAND = 'by-hand';
export const CROWD = 'crowd';

/** What can be tried besides the lab's scripts. */
const OTHERS = [
    {
        id: BY_HAND,
        title: 'Step by step, by hand',
        lookFor: 'The attempt stops before each write: what it has changed is inside, and not outside. Then go on, or break it.',
    },
    {
        id: CROWD,
        title: 'A crowd at the last units',
        lookFor: 'Many buyers at once after a few units: look at how many each style sells, and at its books afterwards.',
    },
];

const COLUMNS = ['style', 'in stock', 'sold', 'too many', 'left', 'told yes', 'refused', 'users with a wrong total', 'books'];

export function experiments(lab) {
    return [...lab.scripts, ...OTHERS];
}

function hero() {
    return h('div', { class: 'lcd hero' }, h('h1', null, pixels('See a rollback happen')),
        h('p', null, 'An order changes a user, a product and an order: all three, or none. '
            + 'Stop it between two writes, break it, and look at what is left.'));
}

function links(lab) {
    const link = ({ id, title }) => h('li', null, h('a', { href: `#${id}`, 'data-experiment': id }, title));
    return h('nav', { 'aria-label': 'Experiments', class: 'experiments' }, h('ul', null, experiments(lab).map(link)));
}

function part(id, headingId, heading, ...children) {
    return h('section', { id, 'aria-labelledby': headingId }, h('h2', { id: headingId, tabindex: '-1' }, heading), children);
}

/** @returns {Record<string, HTMLElement>} the parts that change, by name */
export function build(main, lab) {
    const parts = {};
    const at = (id, attributes = {}, name = 'div', ...children) => (parts[id] = h(name, { id, ...attributes }, ...children));
    fill(main, hero(), links(lab), h('div', { class: 'stack' },
        part('trying', 'experiment', '', at('intro'), at('hand'), at('people'), at('trouble', { class: 'error', role: 'alert' })),
        parts.looking = part('looking', 'collections', '', at('legend', { class: 'hint' }, 'p'), at('panes', { class: 'panes' })),
        parts.breaking = part('breaking', 'broken', 'Break it there', at('breaks', { class: 'breaks' }, 'ul')),
        at('compared', { 'aria-label': 'The styles side by side' }, 'section', at('styles', { class: 'styles' })),
        parts.happening = part('happening', 'happened', 'What happened',
            at('log', { role: 'log', tabindex: '0', 'aria-labelledby': 'happened' }, 'div', at('said', {}, 'ol'))),
        parts.commands = part('commands', 'wire', '', at('timeline', { class: 'timeline' }, 'ol'))));
    ['experiment', 'collections', 'wire'].forEach((id) => (parts[id] = document.getElementById(id)));
    return parts;
}

function field(id, label, value, most) {
    return h('div', { class: 'field' }, h('label', { for: id }, label),
        h('input', { id, type: 'number', min: 1, max: most, value, required: true }));
}

/** @param {(buyers: number, stock: number) => void} letIn */
export function buildCrowd(element, { limits }, letIn) {
    const chart = h('div', { class: 'chart', id: 'chart' });
    const rows = h('tbody');
    const number = (id) => Number(document.getElementById(id).value);
    const submit = (event) => {
        event.preventDefault();
        letIn(number('buyers'), number('stock'));
    };
    fill(element,
        h('form', { class: 'tools', onsubmit: submit }, field('buyers', 'Buyers', 40, limits.buyers),
            field('stock', 'Units in stock', 10, limits.stock), h('button', { class: 'button', 'data-run': CROWD }, 'Let them in')),
        h('h3', null, 'Sold against stock'), chart,
        h('div', { class: 'wide-table', tabindex: '0', role: 'region', 'aria-label': 'The crowd in numbers' }, h('table', null,
            h('caption', { class: 'unseen' }, 'The crowd in numbers'),
            h('thead', null, h('tr', null, COLUMNS.map((each) => h('th', { scope: 'col' }, each)))), rows)));
    return { chart, rows };
}
