/** What the shop knows of the buyer: to be read, to be taken along, to be erased. */
import { isFailure } from '../api.js';
import { h } from '../dom.js';
import * as money from '../money.js';
import { explain } from '../problems.js';
import * as session from '../session.js';
import { address } from './address.js';
import { erase } from './erase.js';
import { heading, link } from './messages.js';
import { forUser } from './needs-user.js';
import { signOut } from './sign-in.js';

/** All of a long life's orders, over a slow line. */
const TIME_LIMIT = 300_000;

function known({ name, email, shippingAddress, lifeTimeValue }) {
    return h('dl', { class: 'facts-list' },
        h('dt', null, 'Name'), h('dd', null, name),
        email && [h('dt', null, 'E-mail'), h('dd', null, email)],
        h('dt', null, 'Last sent to'), h('dd', null, shippingAddress ? address(shippingAddress) : 'Nothing yet'),
        h('dt', null, 'Spent here'), h('dd', null, money.show(lifeTimeValue)));
}

/** As a file: the answer is not shown, and a token goes into no address. */
function save(all) {
    const url = URL.createObjectURL(new Blob([JSON.stringify(all, null, 2)], { type: 'application/json' }));
    h('a', { href: url, download: 'retro-store-account.json' }).click();
    setTimeout(() => URL.revokeObjectURL(url), 60_000);
}

function exporting() {
    const status = h('p', { role: 'status' });
    const button = h('button', { type: 'button', class: 'button plain' }, 'Download it all');
    button.addEventListener('click', async () => {
        button.disabled = true;
        status.textContent = 'Collecting everything…';
        try {
            save(await session.callAsUser('GET', '/users/me/export', { limit: TIME_LIMIT }));
            status.textContent = 'It is among your downloads now.';
        } catch (failure) {
            if (!isFailure(failure)) {
                throw failure;
            }
            status.textContent = failure.repeatable ? 'It did not arrive. Try again in a minute.' : explain(failure).text;
        }
        button.disabled = false;
        button.focus();
    });
    return h('section', { class: 'sheet-part', 'aria-labelledby': 'export' },
        h('h2', { id: 'export' }, 'Take it along'),
        h('p', null, 'All that this shop knows of you, as one file: your account, your orders with their history, your payments.'),
        status,
        h('div', { class: 'row' }, button));
}

function erasing(user) {
    return h('section', { class: 'sheet-part', 'aria-labelledby': 'erasing' },
        h('h2', { id: 'erasing' }, 'Leave for good'),
        h('p', null, 'Your name, e-mail and addresses are erased, here and in your orders. What was bought, and for how much, stays in the books.'),
        h('div', { class: 'row' },
            h('button', { type: 'button', class: 'button danger', onclick: () => erase(user) }, 'Erase my account')));
}

export function view({ query, signal }) {
    return forUser('My account', 'Sign in to see your account.', signal, async () => {
        const user = await session.callAsUser('GET', '/users/me');
        if (query.get('erase') === user.id) {
            // back from a fresh sign-in
            history.replaceState(null, '', '#/account');
            setTimeout(() => signal.aborted || erase(user)); // once the view is shown
        }
        return {
            title: 'My account',
            element: h('div', null,
                heading('My account'),
                h('div', { class: 'split' },
                    h('div', { class: 'stack' },
                        h('section', { class: 'sheet-part', 'aria-labelledby': 'known' }, h('h2', { id: 'known' }, 'What we know of you'), known(user)),
                        exporting(),
                        erasing(user)),
                    h('div', { class: 'row' },
                        link('#/orders', 'My orders', 'button plain'),
                        h('button', { type: 'button', class: 'button plain', onclick: () => signOut(session.current()) }, 'Sign out')))),
        };
    });
}
