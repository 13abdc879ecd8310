/** The cart. */
import * as cart from '../cart.js';
import * as products from '../products.js';
import { announce, fill, h, unseen } from '../dom.js';
import * as money from '../money.js';
import { priced } from './lines.js';
import { heading, link, message } from './messages.js';
import { picture } from './picture.js';

function quantityField({ productId, quantity, product }) {
    const id = `quantity-${productId}`;
    const most = Math.min(product.quantity, cart.MOST_OF_ONE);
    const change = (wanted) => {
        cart.set(productId, Math.max(1, Math.min(wanted, most)));
        announce(`${cart.quantityOf(productId)} of ${product.name}`);
    };
    return h('div', { class: 'stepper' },
        h('label', { for: id, class: 'unseen' }, `How many of ${product.name}`),
        h('button', {
            type: 'button', id: `${id}-less`, 'aria-label': `One ${product.name} less`, disabled: quantity <= 1,
            onclick: () => change(quantity - 1),
        }, '−'),
        h('input', {
            id, type: 'number', inputmode: 'numeric', min: 1, max: most, value: quantity,
            onchange: (event) => change(Math.round(event.target.valueAsNumber) || quantity),
        }),
        h('button', {
            type: 'button', id: `${id}-more`, 'aria-label': `One ${product.name} more`, disabled: quantity >= most,
            onclick: () => change(quantity + 1),
        }, '+'));
}

function row(line) {
    const { productId, quantity, product } = line;
    const name = product?.name ?? productId;
    return h('li', { class: 'line' },
        picture(product, { eager: true, className: 'small' }),
        h('div', { class: 'line-text' },
            h('h2', null, product ? h('a', { href: `#/consoles/${encodeURIComponent(productId)}` }, name) : name),
            product && h('p', { class: 'each' }, `${money.show(product.price)} each`),
            h('div', { class: 'row tight' },
                product && product.quantity > 0 && quantityField(line),
                h('button', {
                    type: 'button', class: 'link', onclick: () => {
                        cart.set(productId, 0);
                        announce(`${name} is out of the cart`);
                        document.querySelector('h1')?.focus();
                    },
                }, 'Remove', unseen(` ${name}`)))),
        product && h('p', { class: 'price' }, money.show(money.times(product.price, quantity))));
}

async function contents() {
    const { lines, total, obstacles } = await priced();
    if (lines.length === 0) {
        return message('Empty cart', 'Nothing in it yet. There is a whole shelf to choose from.', link('#/', 'See the consoles')).element;
    }
    return h('div', null,
        heading('Your cart'),
        h('div', { class: 'split' },
            h('ul', { class: 'lines' }, lines.map(row)),
            h('aside', { class: 'summary', 'aria-labelledby': 'summary' },
                h('h2', { id: 'summary' }, 'Summary'),
                h('dl', { class: 'sums' },
                    h('dt', null, `Consoles (${cart.count()})`), h('dd', null, total ? money.show(total) : '–'),
                    h('dt', null, 'Delivery'), h('dd', null, 'Included'),
                    h('dt', { class: 'total' }, 'Total'), h('dd', { class: 'total' }, total ? money.show(total) : '–')),
                obstacles.length > 0
                    ? h('div', { class: 'notice bad', role: 'alert' },
                        h('p', null, obstacles.join(' ')),
                        h('button', { type: 'button', class: 'button plain', onclick: takeWhatIsLeft }, 'Take what is left'))
                    : h('a', { href: '#/checkout', class: 'button wide' }, 'Check out'))));
}

async function takeWhatIsLeft() {
    const sold = await products.byId();
    cart.lines().forEach(({ productId, quantity }) =>
        cart.set(productId, Math.min(quantity, sold.get(productId)?.quantity ?? 0)));
    document.querySelector('h1')?.focus();
}

export async function view({ signal }) {
    if (cart.count() > 0) {
        await products.refresh();
    }
    const element = h('div', null, await contents());
    cart.onChange(async () => {
        const focused = document.activeElement?.id;
        fill(element, await contents());
        const again = document.getElementById(focused);
        (again?.disabled ? element.querySelector('h1') : again)?.focus();
    }, signal);
    return { title: 'Cart', element };
}
