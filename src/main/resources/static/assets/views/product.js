/** One console. */
import { call } from '../api.js';
import { h } from '../dom.js';
import * as money from '../money.js';
import { heading, link } from './messages.js';
import { picture } from './picture.js';
import { addButton, stockLeft } from './stock.js';

export async function view({ id, signal }) {
    const product = await call('GET', `/products/${encodeURIComponent(id)}`);
    return {
        title: product.name,
        element: h('div', null,
            h('nav', { class: 'crumbs', 'aria-label': 'Back' }, link('#/', '← All consoles', 'quiet')),
            h('article', { class: 'console' },
                picture(product, { eager: true, className: 'large' }),
                h('div', { class: 'console-text' },
                    h('p', { class: 'year' }, product.year),
                    heading(product.name),
                    h('p', { class: 'lead' }, product.description),
                    h('p', { class: 'price big' }, money.show(product.price)),
                    stockLeft(product),
                    h('div', { class: 'row' }, addButton(product, signal), link('#/cart', 'Go to cart', 'button plain'))))),
    };
}
