/** The lines of a cart with what the shop says about them today. */
import * as cart from '../cart.js';
import * as products from '../products.js';
import * as money from '../money.js';

/**
 * @typedef {{productId: string, quantity: number, product: import('../products.js').Product | undefined}} PricedLine
 * @returns {Promise<{lines: PricedLine[], total: import('../money.js').Money | null, obstacles: string[]}>}
 *   the total of what is sold here; the obstacles are sentences that say why this cannot be bought as it is
 */
export async function priced() {
    const sold = await products.byId();
    const lines = cart.lines().map((line) => ({ ...line, product: sold.get(line.productId) }));
    const known = lines.filter((line) => line.product);
    return {
        lines,
        total: known.length ? money.sum(known.map((line) => money.times(line.product.price, line.quantity))) : null,
        obstacles: lines.map(obstacle).filter(Boolean),
    };
}

function obstacle({ productId, quantity, product }) {
    if (!product) {
        return `“${productId}” is no longer sold here.`;
    }
    if (product.quantity === 0) {
        return `${product.name} is sold out.`;
    }
    return product.quantity < quantity ? `Only ${product.quantity} of ${product.name} left.` : null;
}
