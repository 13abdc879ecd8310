/** The buyer's orders, newest first. */
import { h } from '../dom.js';
import * as money from '../money.js';
import * as products from '../products.js';
import { callAsUser } from '../session.js';
import { isFailure } from '../api.js';
import { when } from './dates.js';
import { heading, link, message } from './messages.js';
import { forUser } from './needs-user.js';
import { picture } from './picture.js';
import { badge } from './status.js';

const PAGE = 10;

function row(order, sold) {
    const pieces = order.items.reduce((total, item) => total + item.quantity, 0);
    return h('li', { class: 'order-row' },
        h('div', { class: 'pile' }, order.items.slice(0, 3).map((item) =>
            picture(sold.get(item.productId) ?? item, { className: 'tiny' }))),
        h('div', { class: 'order-text' },
            h('h2', null, h('a', { href: `#/orders/${encodeURIComponent(order.id)}`, class: 'number' }, order.number)),
            h('p', { class: 'hint' }, when(order.placedAt), ` · ${pieces === 1 ? '1 console' : `${pieces} consoles`}`)),
        badge(order),
        h('p', { class: 'price' }, money.show(order.billingAmount)));
}

export function view({ signal }) {
    return forUser('My orders', 'Sign in to see your orders.', signal, async () => {
        const [first, sold] = await Promise.all([callAsUser('GET', `/orders?limit=${PAGE}`), products.byId()]);
        if (first.orders.length === 0) {
            return message('No orders yet', 'What you buy here will be listed on this page.', link('#/', 'See the consoles'));
        }
        const list = h('ul', { class: 'orders' }, first.orders.map((order) => row(order, sold)));
        const trouble = h('p', { class: 'error', role: 'alert' });
        let next = first.next;
        const more = h('button', { type: 'button', class: 'button plain', hidden: !next }, 'Show older orders');
        more.addEventListener('click', async () => {
            trouble.textContent = '';
            try {
                const page = await callAsUser('GET', `/orders?limit=${PAGE}&after=${encodeURIComponent(next)}`);
                const rows = page.orders.map((order) => row(order, sold));
                list.append(...rows);
                next = page.next;
                more.hidden = !next;
                rows[0]?.querySelector('a').focus();
            } catch (failure) {
                if (!isFailure(failure)) {
                    throw failure;
                }
                trouble.textContent = 'The older orders could not be read just now. Try again.';
            }
        });
        return {
            title: 'My orders',
            element: h('div', null, heading('My orders'), list, trouble, h('div', { class: 'row centred' }, more)),
        };
    });
}
