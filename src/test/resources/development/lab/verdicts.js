/** The four styles side by side, and under each what the books say. */
import { fill, h, unseen } from '../../assets/dom.js';
import { show as money } from '../../assets/money.js';
import { sums } from './documents.js';
import { counted } from './model.js';

function amount(cents, currency) {
    return currency ? money({ amount: cents, currency }) : String(cents);
}

function signed(number, currency) {
    return `${number > 0 ? '+' : number < 0 ? '−' : ''}${amount(Math.abs(number), currency)}`;
}

function line(name, wrongBy, what, currency) {
    return h('div', { 'data-book': name, 'data-wrong-by': wrongBy, class: wrongBy === 0 ? null : 'wrong' },
        h('dt', null, name), h('dd', null, unseen('wrong by '), signed(wrongBy, currency)), h('dd', { class: 'hint' }, what));
}

function books({ stock, spending, orders, says }) {
    const { currency } = spending;
    return [h('dl', { class: 'books' },
        line('stock', stock.wrongBy, `${stock.left} left, ${stock.sold} sold, of ${stock.was}`),
        line('spending', spending.wrongBy,
            `${amount(spending.noted, currency)} noted, ${amount(spending.ordered, currency)} ordered`, currency),
        line('orders', orders.wrongBy, `${orders.stored} there, ${orders.wanted} wanted, ${orders.promised} promised`)),
    h('p', { class: 'says' }, says)];
}

/** What the collections come to just now: anybody's view, and the transaction's. */
function live({ panes, inside, own, end }) {
    const outside = sums(panes.outside);
    const within = inside && sums(inside);
    const state = { 'rolled-back': 'taken-back' }[end] ?? 'differs';
    const cell = (name) => (within[name] === outside[name] || own.length === 0 ? h('td', null, String(within[name]))
        : h('td', { class: state }, h(end === 'rolled-back' ? 'del' : 'span', null, String(within[name]))));
    const columns = ['outside', within && (end ?? 'inside').replace('-', ' ')].filter(Boolean);
    return h('table', { class: 'live' },
        h('thead', null, h('tr', null, h('td'), columns.map((each) => h('th', { scope: 'col' }, each)))),
    h('tbody', null, Object.keys(outside).map((name) => h('tr', { 'data-live': name }, h('th', { scope: 'row' }, name),
        h('td', null, String(outside[name])), within && cell(name)))));
}

function transactions(style) {
    const { begun, committed, rolledBack, writesBack } = counted(style);
    const taken = writesBack > 0 && `, with ${writesBack} ${writesBack === 1 ? 'write' : 'writes'}`;
    return h('p', { class: 'counted', 'data-rolled-back': rolledBack }, begun === 0 ? 'No transaction.'
        : [`Transactions: ${begun} begun, ${committed} committed, ${rolledBack} rolled back`, taken, '.']);
}

function state(style) {
    if (!style) {
        return ['', ''];
    }
    if (!style.verdict) {
        return ['running', 'Running'];
    }
    return style.verdict.right ? ['right', 'Right'] : ['wrong', 'Wrong'];
}

/**
 * @param {HTMLElement} element
 * @param {(id: string) => void} watch is called when one of the styles is chosen to be looked at
 */
export function verdicts(element, watch) {
    const watcher = (id, isWatched) => h('button', { type: 'button', class: 'button plain', 'data-watch': id,
        'aria-pressed': String(isWatched), onclick: () => watch(id) }, isWatched ? 'Shown below' : 'Show below');
    return (styles, model, watched) => {
        const focused = document.activeElement?.closest('[data-watch]')?.dataset.watch;
        fill(element, styles.map(({ id, title, says }) => {
            const style = model?.of[id];
            const [name, word] = state(style);
            return h('article', { class: `style ${name}`, 'data-style': id, 'data-verdict': name || null },
                h('header', null, h('h3', null, title), word && h('span', { class: `stamp ${name}` }, word)),
                style?.panes && model.kind === 'script' && live(style),
                style?.verdict ? books(style.verdict) : h('p', { class: 'hint' }, says),
                style?.verdict && model.kind !== 'crowd' && transactions(style),
                style && model.kind === 'script' && watcher(id, watched === id));
        }));
        if (focused) {
            element.querySelector(`[data-watch="${focused}"]`)?.focus();
        }
    };
}
