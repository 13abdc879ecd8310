/** Where to, how to pay, and the button. */
import * as cart from '../cart.js';
import { h } from '../dom.js';
import * as money from '../money.js';
import * as products from '../products.js';
import { show } from '../router.js';
import * as session from '../session.js';
import { addressForm } from './address-form.js';
import { priced } from './lines.js';
import { heading, link, message } from './messages.js';
import { forUser } from './needs-user.js';
import { paymentPart } from './payment.js';
import { picture } from './picture.js';
import { placeOrder } from './progress.js';

function summary(lines, total, button) {
    return h('aside', { class: 'summary receipt', 'aria-labelledby': 'summary' },
        h('h2', { id: 'summary' }, 'Your order'),
        h('ul', { class: 'mini' }, lines.map(({ product, quantity }) => h('li', null,
            picture(product, { eager: true, className: 'tiny' }),
            h('span', { class: 'grow' }, h('span', { class: 'times' }, `${quantity} ×`), ' ', product.name),
            h('span', { class: 'money' }, money.show(money.times(product.price, quantity)))))),
        h('dl', { class: 'sums' },
            h('dt', null, 'Delivery'), h('dd', null, 'Included'),
            h('dt', { class: 'total' }, 'Total'), h('dd', { class: 'total' }, money.show(total))),
        button,
        h('p', { class: 'hint' }, 'You pay only if the whole order goes through. ', link('#/cart', 'Change the cart', null)));
}

export async function view({ signal }) {
    if (cart.count() === 0) {
        return message('Empty cart', 'There is nothing to check out. If you have just ordered in another tab, it is among your orders.',
            link('#/', 'See the consoles'), link('#/orders', 'My orders', 'button plain'));
    }
    cart.onChange(() => document.querySelector('dialog[open]') || show(), signal);
    return forUser('Check out', 'Sign in to check out. Your cart is kept.', signal, checkout);
}

async function checkout() {
    const [{ id, name, shippingAddress }] = await Promise.all([session.callAsUser('GET', '/users/me'), products.refresh()]);
    const { lines, total, obstacles } = await priced();
    if (obstacles.length > 0) {
        return message('Check the cart', obstacles.join(' '), link('#/cart', 'Look at the cart'));
    }
    const address = addressForm({ recipient: name === id ? '' : name, ...shippingAddress });
    const payment = await paymentPart(total);
    const form = h('form', { novalidate: true, class: 'split', 'aria-label': 'Check out' },
        h('div', { class: 'stack' }, address.element, payment.element),
        summary(lines, total, h('button', { type: 'submit', class: 'button wide' }, `Place order · ${money.show(total)}`)));
    let taking = false;
    form.addEventListener('submit', async (event) => {
        event.preventDefault();
        const shippingTo = !taking && address.read();
        if (!shippingTo) {
            return;
        }
        taking = true;
        const paid = await payment.take().finally(() => (taking = false));
        if (paid) {
            placeOrder({
                lines: lines.map(({ productId, quantity }) => ({ productId, quantity })),
                agreed: total,
                shippingAddress: shippingTo,
                ...paid,
            }, { onFields: address.showErrors });
        }
    });
    return { title: 'Check out', element: h('div', null, heading('Check out'), form), shown: payment.shown };
}
