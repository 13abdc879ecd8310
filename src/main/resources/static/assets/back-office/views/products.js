/** All products, with the stock of each and a fast way to book what came in or went. */
import { isFailure } from '../../api.js';
import { announce, h } from '../../dom.js';
import * as money from '../../money.js';
import { callAsUser } from '../../session.js';
import { heading, link } from '../../views/messages.js';
import { picture, placeOf } from '../../views/picture.js';
import { complain, field } from '../ask.js';
import { carryOut, deed, onEnd, waiting } from '../deeds.js';
import { change, keyed, live } from '../live.js';
import { isOnlyClerk } from '../staff.js';
import { keepTyped, recall, keep } from '../typed.js';
import { explain } from '../words.js';

const MOST = 100_000;
const REASON = 'products.reason';

const signed = (number) => (number > 0 ? `+${number}` : `−${-number}`);

/** What somebody typed as a change, such as `5`, `+5` or `−5`; null if it is none. */
function changeIn(text) {
    const match = /^([+−-]?)\s*(\d{1,6})$/.exec(text.trim());
    const number = match ? Number(match[2]) * (['−', '-'].includes(match[1]) ? -1 : 1) : 0;
    return number !== 0 && Math.abs(number) <= MOST ? number : null;
}

function facts({ id, name, year, price, quantity, withdrawn, defect }) {
    return [
        h('h2', null, h('a', { href: `#/products/${encodeURIComponent(id)}`, 'data-act': `edit:${id}` }, name || id)),
        h('p', { class: 'hint' }, [year, price && money.show(price)].filter(Boolean).join(' · ')),
        defect && h('p', { class: 'error' }, defect),
        h('p', { class: quantity ? 'stock' : 'stock none' },
            withdrawn ? 'Withdrawn, ' : '', quantity === null ? 'cannot be counted' : `${quantity} in stock`),
    ];
}

/** The stock entry of one product: + and − and a number, booked by Enter. What is typed stays while the rest changes. */
function row(reason, signal) {
    return (first) => {
        let product = first;
        const path = `/staff/products/${encodeURIComponent(first.id)}/stock`;
        const id = `change-${first.id}`;
        const name = () => product.name || product.id;
        const text = h('div', { class: 'grow' });
        const panel = h('div');
        const input = h('input', {
            id, name: 'change', type: 'text', autocomplete: 'off', placeholder: '+5 or −2', enterkeyhint: 'done', 'aria-describedby': `${id}-error`,
        });
        const step = (by) => {
            const next = (changeIn(input.value) ?? 0) + by;
            input.value = next === 0 ? '' : signed(next);
            input.dispatchEvent(new Event('input', { bubbles: true }));
        };
        const label = h('label', { for: id, class: 'unseen' });
        const [less, more] = [[-1, 'fewer', '−'], [1, 'more', '+']].map(([by, word, sign]) =>
            h('button', { type: 'button', 'aria-label': `One ${word} of ${name()}`, onclick: () => step(by) }, sign));
        const book = h('button', { type: 'submit', class: 'button plain', 'aria-label': `Book the change of ${name()}` }, 'Book');
        const status = h('p', { class: 'error', id: `${id}-error`, role: 'status' });
        const again = h('button', { type: 'button', class: 'button plain', hidden: true }, 'Ask for it now');
        const form = h('form', { class: 'restock', novalidate: true },
            label, h('div', { class: 'stepper' }, less, input, more), book, again, status);
        const typed = keepTyped(form, `stock.${first.id}`);

        const showOpen = () => {
            const open = waiting(path);
            if (open) {
                status.textContent = `“${open.what}” has no answer yet. It is booked once, however often it is asked for.`;
            } else if (!again.hidden) {
                status.textContent = '';
            }
            book.hidden = input.readOnly = Boolean(open);
            again.hidden = !open;
        };
        const run = async (wanted) => {
            form.setAttribute('aria-busy', 'true');
            input.readOnly = true;
            book.disabled = again.disabled = true;
            try {
                const answer = await carryOut(wanted, () => (status.textContent = 'No answer yet. Asking again by itself…'));
                typed.drop();
                input.value = '';
                status.textContent = '';
                announce(`${wanted.what}: ${answer.quantity} in stock now.`);
            } catch (failure) {
                if (!isFailure(failure)) {
                    throw failure;
                }
                status.textContent = explain(failure);
            } finally {
                form.removeAttribute('aria-busy');
                book.disabled = again.disabled = false;
                input.readOnly = !again.hidden;
                if (form.contains(document.activeElement) || document.activeElement === document.body) {
                    input.focus(); // nobody has gone on to the next one meanwhile
                }
            }
        };
        onEnd(showOpen, signal);
        form.addEventListener('submit', (event) => {
            event.preventDefault();
            const number = changeIn(input.value);
            const why = reason.value.trim();
            complain(input, number === null ? 'By how many, such as +5 or −2?' : null);
            if (number === null || book.disabled || !again.hidden) {
                input.focus();
            } else if (!why) {
                complain(reason, 'Say why the stock changes.');
                reason.focus();
            } else {
                const body = { change: number, reason: why };
                run(deed({ what: `${signed(number)} ${name()}`, method: 'POST', path, body }));
            }
        });
        again.addEventListener('click', () => waiting(path) && run(waiting(path)));
        const update = (changed) => {
            if (changed.imageUrl !== product.imageUrl || !panel.firstChild) {
                panel.replaceChildren(picture({ ...changed, imageUrl: placeOf(changed.imageUrl) }, { className: 'tiny' }));
            }
            product = changed;
            label.textContent = `Change of ${name()}`;
            change(text, facts(changed));
        };
        update(first);
        showOpen();
        return { element: h('li', { class: 'office-row' }, panel, text, form), update };
    };
}

function said({ added, changed, gone }) {
    const one = changed.length === 1 && changed[0].quantity !== null ? ` (${changed[0].quantity} in stock)` : '';
    return [
        added.length > 0 && `New: ${added.map(({ name, id }) => name ?? id).join(', ')}.`,
        changed.length > 0 && changed.length < 4 && `Changed: ${changed.map(({ name, id }) => name ?? id).join(', ')}${one}.`,
        changed.length >= 4 && `${changed.length} products have changed.`,
        gone.length > 0 && `Gone: ${gone.map(({ name, id }) => name ?? id).join(', ')}.`,
    ].filter(Boolean).join(' ') || null;
}

export async function view({ signal }) {
    const reason = h('input', {
        id: 'stock-reason', type: 'text', maxlength: 500, list: 'stock-reasons', value: recall(REASON) ?? 'delivery',
    });
    reason.addEventListener('input', () => keep(REASON, reason.value));
    const reasons = h('datalist', { id: 'stock-reasons' },
        ['delivery', 'counted', 'damaged', 'came back'].map((value) => h('option', { value })));
    const find = h('input', { id: 'find', type: 'search', autocomplete: 'off', spellcheck: 'false' });
    const list = h('ul', { class: 'rows' });
    const nothing = h('p', { class: 'nothing' },
        'There is no product yet. Make the first one; what there is of it is booked here afterwards.');
    const update = keyed(list, ({ id }) => id, row(reason, signal));
    let shown = [];
    const filter = () => {
        const words = find.value.toLowerCase().split(/\s+/).filter(Boolean);
        shown.forEach(({ id, name }, index) => {
            list.children[index].hidden = !words.every((word) => `${name} ${id}`.toLowerCase().includes(word));
        });
    };
    find.addEventListener('input', filter);
    await live(signal, () => callAsUser('GET', '/staff/products'), (products, quiet) => {
        const difference = update(products);
        shown = products;
        nothing.hidden = products.length > 0;
        filter();
        const sentence = quiet ? null : said(difference);
        if (sentence) {
            announce(sentence);
        }
    });
    return {
        title: 'Products',
        element: h('div', null,
            h('div', { class: 'row between' }, heading('Products'), !isOnlyClerk() && link('#/new-product', 'New product')),
            h('form', { class: 'tools', onsubmit: (event) => event.preventDefault() },
                field('Find', find, { className: 'grow' }),
                field('Why it changes', reason, { className: 'grow' }), reasons),
            nothing, list),
    };
}
