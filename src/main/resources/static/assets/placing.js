/** Takes an attempt through payment and order to its answer. Shows nothing: it reports, and returns the outcome. */
import { Problem, isFailure } from './api.js';
import * as attempts from './attempt.js';
import * as cart from './cart.js';
import * as money from './money.js';
import { pause, persistently } from './persistence.js';
import { callAsUser } from './session.js';

/** A payment that waits for its bank is looked at again so soon at first, and so seldom later: each look asks the provider. */
const LOOK_AGAIN = 1_500;
const LOOK_SELDOM = 6_000;

/** Refusals after which the goods cannot be had for this payment. */
const GONE = ['out-of-stock', 'unknown-product'];

/**
 * @typedef {{kind: 'placed', order: object}
 *   | {kind: 'refused', failure: Error, attempt: object}
 *   | {kind: 'unsettled', failure: Error, attempt: object}
 *   | {kind: 'expired', attempt: object}
 *   | {kind: 'abandoned'}} Outcome refused: over, nothing was bought; unsettled: kept, its answer is not known;
 *   expired: kept, the session ended
 *
 * @typedef {{step: 'payment' | 'action' | 'order', payment?: object, failure?: Error, tried?: number, tries?: number}} Report
 */

/** A buyer's way to leave while the payment waits for them. */
class Abandoned extends Error {}

/**
 * @param {import('./attempt.js').Attempt} attempt
 * @param {(report: Report) => void} report
 * @param {{abandoned: boolean, look?: () => void}} wishes what the buyer asks for while it runs; look is there, to be
 *   called when something has happened to the payment, while that waits for the bank
 * @returns {Promise<Outcome>}
 */
export async function pursue(attempt, report, wishes) {
    try {
        await pay(attempt, report, wishes);
        return placed(attempt, await place(attempt, report, wishes));
    } catch (failure) {
        return afterFailure(attempt, failure);
    }
}

async function afterFailure(attempt, failure) {
    if (failure instanceof Abandoned) {
        letGo(attempt);
        attempts.forget(attempt);
        return { kind: 'abandoned' };
    }
    if (!isFailure(failure)) {
        throw failure;
    }
    if (failure.code === 'unauthenticated') {
        return { kind: 'expired', attempt };
    }
    if (attempt.inDoubt) {
        const found = await lookUp(attempt).catch((unknown) => unknown);
        if (found?.id) {
            return placed(attempt, found);
        }
        if (found?.code === 'unauthenticated') {
            return { kind: 'expired', attempt };
        }
    }
    if (failure.repeatable || failure.status === 500) {
        return { kind: 'unsettled', failure, attempt };
    }
    if (GONE.includes(failure.code)) {
        letGo(attempt);
    }
    attempts.forget(attempt);
    return { kind: 'refused', failure, attempt };
}

/** Nothing will be bought with this payment. Should the store not hear of it, it finds out by itself within the hour. */
function letGo(attempt) {
    if (attempt.payment.id) {
        callAsUser('POST', `/payments/${attempt.payment.id}/release`).catch(() => {});
    }
}

function placed(attempt, order) {
    cart.takeOut(attempt.lines);
    attempts.forget(attempt);
    return { kind: 'placed', order };
}

/** The order of this attempt's key, if there is one. */
async function lookUp(attempt) {
    const { orders } = await callAsUser('GET', `/orders?idempotencyKey=${encodeURIComponent(attempt.order.key)}`);
    return orders[0] ?? null;
}

/** Gives an undecided attempt up, unless an order has come of it. @returns {Promise<Outcome>} */
export async function giveUp(attempt) {
    const order = attempt.order.body === null ? null : await lookUp(attempt);
    if (order) {
        return placed(attempt, order);
    }
    letGo(attempt);
    attempts.forget(attempt);
    return { kind: 'abandoned' };
}

async function pay(attempt, report, wishes) {
    report({ step: 'payment' });
    const again = (failure, tried, tries) => report({ step: 'payment', failure, tried, tries });
    const { key, body, id } = attempt.payment;
    const payment = await persistently(
        () => (id ? callAsUser('GET', `/payments/${id}`) : callAsUser('POST', '/payments', { key, body })),
        again,
    );
    if (!id) {
        attempt.payment.id = payment.id;
        attempts.save(attempt);
    }
    if (!money.same(payment.amount, attempt.agreed)) {
        throw new Problem({ status: 409, code: 'price-changed', billingAmount: payment.amount, paymentId: payment.id });
    }
    await settleAction(attempt, payment, report, wishes);
}

/** Waits while the payment wants something from the buyer; refused if it was declined. */
async function settleAction(attempt, first, report, wishes) {
    let payment = first;
    for (let wait = LOOK_AGAIN; payment.status === 'requires_action'; wait = Math.min(LOOK_SELDOM, wait * 1.3)) {
        report({ step: 'action', payment });
        await Promise.race([pause(wait), new Promise((resolve) => (wishes.look = resolve))]);
        if (wishes.abandoned) {
            throw new Abandoned();
        }
        payment = await persistently(() => callAsUser('GET', `/payments/${attempt.payment.id}`));
    }
    if (payment.status === 'declined' || payment.status === 'voided') {
        throw new Problem({ status: 402, code: 'payment-not-authorized', reason: payment.status });
    }
}

async function place(attempt, report, wishes) {
    report({ step: 'order' });
    attempt.order.body ??= JSON.stringify({
        items: attempt.lines,
        shippingAddress: attempt.shippingAddress,
        billingAmount: attempt.agreed,
        paymentId: attempt.payment.id,
    });
    attempts.save(attempt);
    const { key, body } = attempt.order;
    try {
        return await persistently(
            () => callAsUser('POST', '/place-order', { key, body }).catch((failure) => noteDoubt(attempt, failure)),
            (failure, tried, tries) => report({ step: 'order', failure, tried, tries }),
        );
    } catch (failure) {
        if (failure.code !== 'payment-not-authorized' || failure.members.reason !== 'requires-action') {
            throw failure;
        }
        await settleAction(attempt, await callAsUser('GET', `/payments/${attempt.payment.id}`), report, wishes);
        return place(attempt, report, wishes);
    }
}

/** Remembers, before anything else, that this failure may hide an order. */
function noteDoubt(attempt, failure) {
    const certain = failure instanceof Problem && failure.status !== 500 && failure.code !== 'outcome-unknown';
    if (!certain && !attempt.inDoubt) {
        attempt.inDoubt = true;
        attempts.save(attempt);
    }
    throw failure;
}
