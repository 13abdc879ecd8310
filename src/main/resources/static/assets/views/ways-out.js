/** What a buyer is told when an order did not go through, and the buttons that lead out of it. */
import { isFailure } from '../api.js';
import * as attempts from '../attempt.js';
import * as cart from '../cart.js';
import { fill, h } from '../dom.js';
import * as money from '../money.js';
import { giveUp } from '../placing.js';
import { explain } from '../problems.js';
import * as products from '../products.js';
import { go } from '../router.js';
import * as session from '../session.js';
import { signIn } from './sign-in.js';

/**
 * @typedef {object} Context of one open dialog
 * @property {HTMLDialogElement} element
 * @property {{onFields: (errors: object[]) => void}} form
 * @property {object | null} wish what to attempt next
 * @property {(work: () => Promise<void> | void) => Promise<void>} work keeps the dialog open while something runs
 * @property {boolean} left whether the view behind the dialog is left or keeps what it shows
 * @property {() => Promise<void>} attempt runs the attempt, or the wish
 * @property {(outcome: object) => Promise<void> | void} settle shows an outcome
 */

export function way({ work }, text, action, main = false) {
    return h('button', { type: 'button', class: main ? 'button' : 'button plain', onclick: () => work(action) }, text);
}

export function conclude({ element }, { title, text, details = [], buttons }) {
    fill(element,
        h('h2', { id: 'progress', tabindex: '-1' }, title),
        h('p', null, text),
        details,
        h('div', { class: 'row ways' }, buttons));
    element.querySelector('h2').focus();
}

export function leave(context, path) {
    context.left = true;
    context.element.close();
    go(path);
}

/** Says what a failure means, and offers the ways out of it. */
export async function problem(context, failure, attempt) {
    const { title, text, ways } = explain(failure);
    const details = await (DETAILS[failure.code]?.(failure.members, attempt) ?? []);
    const offers = ways.map((name) => WAYS[name](context, failure, attempt)).filter(Boolean);
    if (attempts.of(attempt.user.id) && attempts.isDecided(attempt)) {
        offers.push({ text: 'Give this order up', action: async () => abandon(context, attempt) });
    }
    conclude(context, { title, text, details, buttons: offers.map(({ text: label, action }, index) => way(context, label, action, index === 0)) });
}

async function abandon(context, attempt) {
    try {
        const outcome = await giveUp(attempt);
        await context.settle(outcome);
    } catch (failure) {
        if (!isFailure(failure)) {
            throw failure;
        }
        await problem(context, failure, attempt);
    }
}

const DETAILS = {
    'out-of-stock': async ({ items }) => {
        await products.refresh().catch(() => {});
        const sold = await products.byId().catch(() => new Map());
        return h('ul', { class: 'facts' }, items.map(({ productId, requested, available }) =>
            h('li', null, h('strong', null, sold.get(productId)?.name ?? productId), ' ',
                available === 0 ? 'is sold out' : `has ${available} left`, h('span', { class: 'hint' }, `, you asked for ${requested}`))));
    },
    'price-changed': async ({ billingAmount }, attempt) => {
        await products.refresh().catch(() => {});
        return h('dl', { class: 'sums' },
            h('dt', null, 'You agreed to'), h('dd', null, h('s', null, money.show(attempt.agreed))),
            h('dt', { class: 'total' }, 'Total now'), h('dd', { class: 'total' }, money.show(billingAmount)));
    },
    'invalid-request': ({ errors = [] }) =>
        h('ul', { class: 'facts' }, errors.map(({ pointer, detail }) => h('li', null, detail, pointer && h('span', { class: 'hint' }, ` (${pointer})`)))),
};

/** What each way out is called and does; null where it makes no sense. */
const WAYS = {
    'accept-price': (context, failure, attempt) => ({
        text: `Pay ${money.show(failure.members.billingAmount)}`,
        action: () => {
            if (attempt.payment.once && !failure.members.paymentId) {
                return leave(context, '/checkout');
            }
            context.wish = {
                ...wishOf(attempt),
                agreed: failure.members.billingAmount,
                paymentId: failure.members.paymentId,
            };
            return context.attempt();
        },
    }),
    'take-left': (context, { members }) => ({
        text: members.items.every(({ available }) => available === 0) ? 'Take it out of the cart' : 'Take what is left',
        action: () => {
            members.items.forEach(({ productId, available }) => cart.set(productId, available));
            leave(context, cart.count() > 0 ? '/checkout' : '/cart');
        },
    }),
    'drop-unknown': (context, { members }) => ({
        text: 'Take it out of the cart',
        action: async () => {
            members.productIds.forEach((productId) => cart.set(productId, 0));
            await products.refresh().catch(() => {});
            leave(context, cart.count() > 0 ? '/checkout' : '/cart');
        },
    }),
    'other-payment': (context) => ({
        text: 'Choose how to pay',
        action: () => leave(context, '/checkout'),
    }),
    'fix-address': (context, { members }) => ({
        text: 'Look at the form',
        action: () => {
            context.left = true;
            context.element.close();
            context.form.onFields(members.errors ?? []);
        },
    }),
    again: (context) => ({ text: 'Ask again now', action: () => context.attempt() }),
    'sign-in': (context, failure, attempt) => ({
        text: 'Sign in again',
        action: async () => {
            const user = await signIn(`Your session has ended, ${attempt.user.name}. Sign in to finish your order.`);
            if (user?.id === attempt.user.id) {
                await context.attempt();
            } else if (user) {
                leave(context, '/');
            }
        },
    }),
    'other-user': (context) => ({
        text: 'Sign in as someone else',
        action: async () => {
            session.signOut();
            context.element.close();
            await signIn('Choose an account that shops here.', 'login');
        },
    }),
    orders: (context) => ({ text: 'My orders', action: () => leave(context, '/orders') }),
    cart: (context) => ({ text: 'Look at the cart', action: () => leave(context, '/cart') }),
    close: ({ element }) => ({ text: 'Close', action: () => element.close() }),
};

/** The wish that an attempt came from, for another attempt at a new total. */
function wishOf(attempt) {
    return {
        lines: attempt.lines,
        shippingAddress: attempt.shippingAddress,
        paymentMethod: JSON.parse(attempt.payment.body).paymentMethod,
        once: attempt.payment.once,
    };
}
