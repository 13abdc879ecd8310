/** A console's picture, on its screen-coloured panel; without one the panel says the name. */
import { addressOf } from '../api.js';
import { h } from '../dom.js';

/** Where the picture is that staff knows by a path of this store, or by an address elsewhere. */
export function placeOf(imageUrl) {
    return imageUrl?.startsWith('/') ? addressOf(imageUrl) : imageUrl;
}

/**
 * @param {import('../products.js').Product | undefined} product
 * @param {{eager?: boolean, className?: string}} [options] eager for what is seen first
 */
export function picture(product, { eager = false, className = '' } = {}) {
    const panel = h('div', { class: `panel ${className}`, 'aria-hidden': 'true' });
    const withoutPicture = () => panel.replaceChildren(h('span', { class: 'panel-name' }, product?.name ?? ''));
    if (!product?.imageUrl) {
        withoutPicture();
        return panel;
    }
    panel.append(h('img', {
        src: product.imageUrl,
        alt: '',
        width: 320,
        height: 240,
        loading: eager ? null : 'lazy',
        decoding: 'async',
        onerror: withoutPicture,
    }));
    return panel;
}
