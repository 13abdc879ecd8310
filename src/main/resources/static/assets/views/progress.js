/** The dialog that takes an order to its answer and offers the way out of every problem. */
import * as attempts from '../attempt.js';
import * as cart from '../cart.js';
import { fill, h, unseen } from '../dom.js';
import * as money from '../money.js';
import { giveUp, pursue } from '../placing.js';
import { explain } from '../problems.js';
import * as products from '../products.js';
import { go, show } from '../router.js';
import * as session from '../session.js';
import { dialog } from './dialog.js';
import { signIn } from './sign-in.js';

const STEPS = { payment: 'Payment', action: 'Your bank', order: 'Order' };

let running = false;

/**
 * Places an order. If an attempt of this buyer is unfinished, that one is taken to its end instead.
 *
 * @param {{lines: object[], agreed: object, shippingAddress: object, paymentMethod: string, fingerprint: string}} wish
 *   the fingerprint is that of the cart that the buyer saw
 * @param {{onFields: (errors: {pointer: string, detail: string}[]) => void}} form told what the shop says of the fields
 */
export function placeOrder(wish, form) {
    return open(wish, form);
}

/** Continues the signed-in buyer's unfinished attempt. */
export function resumeOrder() {
    return open(null, { onFields: () => go('/checkout') });
}

async function open(wish, form) {
    if (running) {
        return;
    }
    running = true;
    let busy = true;
    const element = dialog({ label: 'progress', className: 'sheet progress', canClose: () => !busy });
    const ended = new Promise((resolve) => element.addEventListener('close', resolve));
    const context = {
        element,
        form,
        wish,
        work: async (work) => {
            busy = true;
            await work();
            busy = false;
        },
    };
    element.showModal();
    await context.work(() => attemptIt(context));
    await ended;
    running = false;
    if (!session.current()) {
        await show();
    }
}

/** One run of the attempt, then its outcome. */
async function attemptIt(context) {
    const { wish } = context;
    const user = session.current();
    const wishes = { abandoned: false };
    const report = reporter(context, wishes);
    const outcome = await attempts.exclusively(user.id, async () => {
        const unfinished = attempts.of(user.id);
        if (!unfinished && !wish) {
            return { kind: 'gone' };
        }
        if (!unfinished && cart.fingerprint() !== wish.fingerprint) {
            return { kind: 'cart-changed' };
        }
        const attempt = unfinished ?? attempts.begin(user, wish);
        context.wish = null;
        return pursue(attempt, report, wishes);
    }, () => report({ step: 'elsewhere' }));
    await OUTCOMES[outcome.kind](context, outcome);
}

const OUTCOMES = {
    placed: ({ element }, { order }) => {
        products.refresh().catch(() => {});
        element.close();
        go(`/orders/${encodeURIComponent(order.id)}?placed`);
    },
    gone: ({ element }) => element.close(),
    abandoned: ({ element }) => {
        element.close();
        go('/checkout');
    },
    'cart-changed': (context) => conclude(context, {
        title: 'Your cart has changed',
        text: 'It was changed or ordered in another tab. Nothing was sent from this one.',
        buttons: [way(context, 'Look at the cart', () => leave(context, '/cart'), true), way(context, 'My orders', () => leave(context, '/orders'))],
    }),
    expired: (context, { attempt }) => problem(context, { code: 'unauthenticated', members: {} }, attempt),
    refused: (context, { failure, attempt }) => problem(context, failure, attempt),
    unsettled: (context, { failure, attempt }) => problem(context, failure, attempt),
};

/** Draws what is going on: the steps like a battery, and one sentence. */
function reporter({ element }, wishes) {
    const status = h('p', { class: 'status', role: 'status' });
    const cells = Object.entries(STEPS).map(([step, name]) => h('li', { 'data-step': step }, h('span', null, name)));
    const extra = h('div', { class: 'extra' });
    let shown = null;
    fill(element,
        h('h2', { id: 'progress', tabindex: '-1', autofocus: true }, 'Placing your order'),
        h('div', { class: 'lcd screen' }, h('ol', { class: 'battery' }, cells), status),
        extra);
    element.querySelector('h2').focus();
    return (report) => {
        const at = Object.keys(STEPS).indexOf(report.step);
        cells.forEach((cell, index) => {
            cell.dataset.state = index < at ? 'done' : index === at ? 'now' : 'next';
            index === at ? cell.setAttribute('aria-current', 'step') : cell.removeAttribute('aria-current');
        });
        status.textContent = sentence(report);
        const key = report.step === 'action' ? report.payment.id : null;
        if (key !== shown) {
            shown = key;
            fill(extra, key && bank(report.payment, wishes));
        }
    };
}

function sentence({ step, failure, tried, tries }) {
    if (failure) {
        const why = failure.code === 'no-answer' ? 'No answer yet' : failure.code === 'outcome-unknown' ? 'Not certain yet' : 'The shop is busy';
        return `${why}. Asking again by itself, ${tried} of ${tries - 1}; it stays one order.`;
    }
    return {
        elsewhere: 'This order is being placed in another tab. Waiting for its answer…',
        payment: 'Asking your bank for the payment…',
        action: 'Your bank wants you to confirm the payment.',
        order: 'Payment approved. Placing the order…',
    }[step];
}

/** What a buyer does about a payment that asks for action. */
function bank(payment, wishes) {
    const answer = (outcome) => session.callAsUser('POST', `/dev/payments/${payment.id}/complete`, { body: JSON.stringify({ outcome }) });
    const box = h('div', { class: 'bank' }, h('h3', null, 'Confirm with your bank'));
    const leaveIt = h('button', { type: 'button', class: 'link', onclick: () => (wishes.abandoned = true) }, 'Do not pay, go back');
    session.configuration().then(({ developmentSignIn }) => box.append(
        h('p', null, developmentSignIn
            ? `In this development shop you are your own bank. Shall ${money.show(payment.amount)} be paid?`
            : `Confirm ${money.show(payment.amount)} in your bank’s app. This page goes on by itself.`),
        h('div', { class: 'row' },
            developmentSignIn ? [
                h('button', { type: 'button', class: 'button', onclick: () => answer('authorized').catch(() => {}) }, 'Approve'),
                h('button', { type: 'button', class: 'button plain', onclick: () => answer('declined').catch(() => {}) }, 'Refuse'),
            ] : '',
            leaveIt)));
    return box;
}

function way({ work }, text, action, main = false) {
    return h('button', { type: 'button', class: main ? 'button' : 'button plain', onclick: () => work(action) }, text);
}

function conclude({ element }, { title, text, details = [], buttons }) {
    fill(element,
        h('h2', { id: 'progress', tabindex: '-1' }, title),
        h('p', null, text),
        details,
        h('div', { class: 'row ways' }, buttons));
    element.querySelector('h2').focus();
}

function leave({ element }, path) {
    element.close();
    go(path);
}

/** Says what a failure means, and offers the ways out of it. */
async function problem(context, failure, attempt) {
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
        await OUTCOMES[outcome.kind](context, outcome);
    } catch (failure) {
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
        h('ul', { class: 'facts' }, errors.map(({ pointer, detail }) => h('li', null, unseen(`${pointer ?? ''} `), detail))),
};

/** What each way out is called and does; null where it makes no sense. */
const WAYS = {
    'accept-price': (context, failure, attempt) => ({
        text: `Pay ${money.show(failure.members.billingAmount)}`,
        action: () => {
            context.wish = {
                ...wishOf(attempt),
                agreed: failure.members.billingAmount,
                paymentId: failure.members.paymentId,
            };
            return attemptIt(context);
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
        action: async () => {
            leave(context, '/checkout');
        },
    }),
    'fix-address': (context, { members }) => ({
        text: 'Look at the form',
        action: () => {
            context.element.close();
            context.form.onFields(members.errors ?? []);
        },
    }),
    again: (context) => ({ text: 'Ask again now', action: () => attemptIt(context) }),
    'sign-in': (context, failure, attempt) => ({
        text: 'Sign in again',
        action: async () => {
            const user = await signIn(`Your session has ended, ${attempt.user.name}. Sign in to finish your order.`);
            if (user?.id === attempt.user.id) {
                await attemptIt(context);
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
            await signIn('Choose an account that shops here.');
            await show();
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
        fingerprint: cart.fingerprint(),
    };
}
