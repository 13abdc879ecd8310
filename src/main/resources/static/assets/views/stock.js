/** How many are left, and the button that puts one into the cart. */
import * as cart from '../cart.js';
import { announce, h, icon, unseen } from '../dom.js';

const FEW = 5;

/** @param {import('../products.js').Product} product */
export function stockLeft({ quantity }) {
    if (quantity === 0) {
        return h('p', { class: 'stock none' }, 'Sold out');
    }
    return quantity <= FEW
        ? h('p', { class: 'stock few' }, `Only ${quantity} left`)
        : h('p', { class: 'stock' }, `${quantity} in stock`);
}

/**
 * @param {import('../products.js').Product} product
 * @param {AbortSignal} signal
 */
export function addButton(product, signal) {
    const button = h('button', { type: 'button', class: 'button add' }, icon('cart'), 'Add', unseen(` ${product.name} to the cart`));
    const refresh = () => {
        const room = Math.min(product.quantity, cart.MOST_OF_ONE) - cart.quantityOf(product.id);
        button.toggleAttribute('data-full', room <= 0);
        button.setAttribute('aria-disabled', String(room <= 0));
    };
    button.addEventListener('click', () => {
        const wanted = cart.quantityOf(product.id) + 1;
        if (wanted > Math.min(product.quantity, cart.MOST_OF_ONE)) {
            announce(product.quantity === 0 ? `${product.name} is sold out` : `No more ${product.name} to be had`);
            return;
        }
        cart.set(product.id, wanted);
        announce(`${product.name} is in the cart, ${cart.count()} in all`);
    });
    cart.onChange(refresh, signal);
    refresh();
    return button;
}
