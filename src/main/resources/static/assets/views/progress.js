/** The dialog that takes an order to its answer and offers the way out of every problem. */
import * as attempts from '../attempt.js';
import * as cart from '../cart.js';
import { fill, h } from '../dom.js';
import * as money from '../money.js';
import { paymentMethods } from '../payment-methods.js';
import { persistently } from '../persistence.js';
import { pursue } from '../placing.js';
import { explain } from '../problems.js';
import * as products from '../products.js';
import { go, show } from '../router.js';
import * as session from '../session.js';
import { finishAction } from '../stripe.js';
import { dialog } from './dialog.js';
import { conclude, leave, problem, way } from './ways-out.js';

const STEPS = { payment: 'Payment', action: 'Your bank', order: 'Order' };

let running = false;

/**
 * Places an order. If an attempt of this buyer is unfinished, that one is taken to its end instead.
 *
 * @param {{lines: object[], agreed: object, shippingAddress: object, paymentMethod: string, once?: boolean}} wish the cart as the buyer saw it
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
    let busy = false;
    const element = dialog({ label: 'progress', className: 'sheet progress', canClose: () => !busy });
    const ended = new Promise((resolve) => element.addEventListener('close', () => element.open || resolve()));
    const context = {
        element,
        form,
        wish,
        attempt: () => attemptIt(context),
        settle: (outcome) => OUTCOMES[outcome.kind](context, outcome),
        left: false,
        work: async (work) => {
            if (busy) {
                return;
            }
            busy = true;
            try {
                await work();
            } catch (mistake) {
                conclude(context, { ...explain({ code: 'internal-error' }), buttons: way(context, 'Close', () => element.close()) });
                throw mistake;
            } finally {
                busy = false;
            }
        },
    };
    element.showModal();
    await context.work(context.attempt);
    await ended;
    running = false;
    if (!context.left) {
        await show({ focus: true });
    }
}

/** One run of the attempt, then its outcome. */
async function attemptIt(context) {
    const { wish } = context;
    const user = session.current();
    const wishes = { abandoned: false };
    const report = reporter(context, wishes);
    const outcome = await attempts.exclusively(user.id, async (waited) => {
        const unfinished = attempts.of(user.id);
        if (!unfinished && !wish) {
            return { kind: 'gone' };
        }
        if (!unfinished && (waited || !cart.holds(wish.lines))) {
            return { kind: 'cart-changed' };
        }
        const attempt = unfinished ?? attempts.begin(user, wish);
        context.wish = null;
        wishes.begun = !unfinished;
        return pursue(attempt, report, wishes);
    }, () => report({ step: 'elsewhere' }));
    await context.settle(outcome);
}

const OUTCOMES = {
    placed: (context, { order }) => {
        products.refresh().catch(() => {});
        leave(context, `/orders/${encodeURIComponent(order.id)}?placed`);
    },
    gone: (context) => leave(context, '/orders'),
    abandoned: ({ element }) => element.close(),
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
        const key = report.step === 'action' ? `${report.payment.id} ${report.payment.clientSecret}` : null;
        if (key !== shown) {
            shown = key;
            fill(extra, key && bank(element, report.payment, wishes));
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

/** What a buyer does about a payment that asks for action. What becomes of it, the payment's state says. */
function bank(element, payment, wishes) {
    const box = h('div', { class: 'bank' }, h('h3', null, 'Confirm with your bank'));
    const goBack = () => {
        wishes.abandoned = true;
        wishes.look();
    };
    const leaveIt = h('button', { type: 'button', class: 'link', onclick: goBack }, 'Do not pay, go back');
    Promise.all([persistently(paymentMethods), persistently(session.configuration)]).then(([{ provider }, { developmentSignIn }]) => {
        const [text, ...buttons] = provider === 'stripe' && payment.clientSecret ? atStripe(element, payment, wishes)
            : provider === 'simulated' && developmentSignIn ? asOnesOwnBank(payment, wishes)
                : [`Confirm ${money.show(payment.amount)} in your bank’s app. This page goes on by itself.`];
        box.append(h('p', { role: 'status' }, text), h('div', { class: 'row' }, buttons, leaveIt));
    });
    return box;
}

function asOnesOwnBank(payment, wishes) {
    const answer = (outcome) => session.callAsUser('POST', `/dev/payments/${payment.id}/complete`, { body: JSON.stringify({ outcome }) })
        .then(() => wishes.look(), () => {});
    return [`In this development shop you are your own bank. Shall ${money.show(payment.amount)} be paid?`,
        h('button', { type: 'button', class: 'button', onclick: () => answer('authorized') }, 'Approve'),
        h('button', { type: 'button', class: 'button plain', onclick: () => answer('declined') }, 'Refuse')];
}

/**
 * The bank's question comes at once if the buyer has just pressed the button; after a reload, on the way back and in
 * another tab they press again: nobody is sent to the bank whenever they look at the page.
 */
function atStripe(element, payment, wishes) {
    const text = h('span', null, `Your bank wants to know that it is you who pays ${money.show(payment.amount)}.`);
    const button = h('button', { type: 'button', class: 'button' }, 'Confirm with your bank');
    const confirm = async () => {
        button.disabled = true;
        if (!await beneath(element, () => finishAction(payment.clientSecret))) {
            text.textContent = 'The payment was not confirmed. You can try that again.';
        }
        button.disabled = false;
        wishes.look();
    };
    button.addEventListener('click', confirm);
    if (wishes.begun) {
        wishes.begun = false;
        confirm();
    }
    return [text, button];
}

/** Nothing can be laid over a modal dialog, and nobody can press what lies beneath: for this while it is none. */
async function beneath(element, work) {
    element.close();
    element.show();
    try {
        return await work();
    } finally {
        if (element.open) {
            element.close();
            element.showModal();
        }
    }
}
