/** What does not go on by itself, in words, each with the button that helps. */
import { isFailure } from '../../api.js';
import { announce, fill, h } from '../../dom.js';
import { callAsUser } from '../../session.js';
import { when } from '../../views/dates.js';
import { heading } from '../../views/messages.js';
import { button } from '../ask.js';
import { carryOut, deed } from '../deeds.js';
import { keyed, live, plainRow } from '../live.js';
import { explain } from '../words.js';

/** Of each kind: what it is, and whether its id is an order's. */
const KINDS = {
    settlements: { title: 'Money of orders', what: 'The money of an order', ofOrder: true },
    payments: { title: 'Payments without an order', what: 'A payment that nobody has used' },
    events: { title: 'Events', what: 'Others have not been told of an order', ofOrder: true },
    mails: { title: 'Mails', what: 'A mail about an order', ofOrder: true },
    documents: { title: 'Documents', what: 'A stored document that cannot be read' },
};

const keyOf = ({ kind, collection, id }) => `${kind} ${collection} ${id}`;

function tries(attempts) {
    return attempts === 1 ? 'tried once' : `tried ${attempts} times`;
}

async function retry({ kind, id }, what, status) {
    status.textContent = 'One moment…';
    const path = `/staff/stuck/${kind}/${encodeURIComponent(id)}/retry`;
    try {
        await carryOut(deed({ what, method: 'POST', path }));
        announce(`${what}: it is tried now.`);
    } catch (failure) {
        if (!isFailure(failure)) {
            throw failure;
        }
        status.textContent = failure.code === 'not-found' ? 'It is not stuck any more.' : explain(failure);
    }
}

function row(work) {
    const { kind, collection, id, since, failure, attempts } = work;
    const { what, ofOrder } = KINDS[kind];
    const name = `${what} (${id})`;
    const status = h('p', { class: 'hint', role: 'status' });
    return [
        h('div', { class: 'grow' },
            h('h3', null, what),
            h('p', null, failure),
            h('p', { class: 'hint id' },
                ofOrder ? h('a', { href: `#/orders/${encodeURIComponent(id)}`, 'data-act': `see:${id}` }, 'The order') : `${collection} ${id}`,
                ' · ', since && ['since ', when(since), ' · '], tries(attempts)),
            kind === 'documents' && h('p', { class: 'hint' }, 'Somebody has to mend it in the database; then it goes on by itself.'),
            status),
        kind !== 'documents' && button('Try again', '', () => retry(work, name, status),
            { 'data-act': `retry:${keyOf(work)}`, 'aria-label': `Try again: ${name}` }),
    ];
}

function section(kind) {
    const list = h('ul', { class: 'rows' });
    const title = h('h2', { id: kind });
    const element = h('section', { class: 'stack', 'aria-labelledby': kind }, title, list);
    const update = keyed(list, keyOf, plainRow(row, 'office-row'));
    return {
        element,
        show: (all) => {
            const some = all[kind].map((work) => ({ ...work, kind }));
            const count = all.counts?.[kind] ?? some.length;
            element.hidden = some.length === 0;
            fill(title, `${KINDS[kind].title}: ${count}${count > some.length ? `, ${some.length} of them here` : ''}`);
            return update(some);
        },
    };
}

export async function view({ signal }) {
    const sections = Object.keys(KINDS).map(section);
    const nothing = h('p', { class: 'nothing' }, 'Nothing is stuck. All money, events and mails are where they should be.');
    await live(signal, () => callAsUser('GET', '/staff/stuck'), (all, quiet) => {
        const differences = sections.map(({ show }) => show(all));
        const [more, fewer] = ['added', 'gone'].map((what) => differences.reduce((sum, each) => sum + each[what].length, 0));
        nothing.hidden = sections.some(({ element }) => !element.hidden);
        if (!quiet && more + fewer > 0) {
            announce([more > 0 && `${more} more stuck.`, fewer > 0 && `${fewer} no longer stuck.`].filter(Boolean).join(' '));
        }
    });
    return {
        title: 'Stuck',
        element: h('div', null, heading('Stuck'),
            h('p', { class: 'intro' }, 'What was tried too often in vain. Trying again is always safe: nothing is done twice.'),
            nothing, h('div', { class: 'stack' }, sections.map(({ element }) => element))),
    };
}
