/** Every problem of the contract in a buyer's words, with the ways out that make sense. */
import * as money from './money.js';

/**
 * @typedef {'accept-price' | 'take-left' | 'drop-unknown' | 'other-payment' | 'fix-address' | 'again' | 'sign-in'
 *   | 'other-user' | 'orders' | 'cart' | 'close'} Way
 * @typedef {{title: string, text: string, ways: Way[]}} Explanation
 */

const PAYMENT = {
    declined: {
        title: 'Your card was declined',
        text: 'The bank did not accept this payment. Nothing was bought and nothing is charged. Another card may work.',
    },
    voided: {
        title: 'This payment has run out',
        text: 'It was not used in time and has been released; nothing is charged. Paying again starts a new one.',
    },
    'wrong-amount': {
        title: 'The payment does not match the total',
        text: 'Nothing was bought. Paying again starts a new payment over the right amount; the other is released.',
    },
    'requires-action': {
        title: 'Your bank wants a confirmation',
        text: 'The payment was not confirmed yet, so nothing was bought. Pay again and confirm it when you are asked.',
    },
    unknown: {
        title: 'We cannot find this payment',
        text: 'Nothing was bought. Paying again starts a new payment.',
    },
};

/** @type {Record<string, Explanation>} */
const WORDS = {
    'out-of-stock': {
        title: 'Someone was faster',
        text: 'There is less left than you asked for. Nothing was bought, and nothing is charged.',
        ways: ['take-left', 'cart'],
    },
    'price-changed': {
        title: 'The price has changed',
        text: 'Nothing was bought. You decide whether to go on at the new total.',
        ways: ['accept-price', 'cart'],
    },
    'unknown-product': {
        title: 'No longer sold here',
        text: 'Something in your cart has left the shop. Nothing was bought, and nothing is charged.',
        ways: ['drop-unknown', 'cart'],
    },
    'payment-not-possible': {
        title: 'This amount cannot be paid',
        text: 'It is too small, or too large, for a payment. Nothing was bought, and nothing is charged.',
        ways: ['cart', 'close'],
    },
    'too-many-payments': {
        title: 'Too many payments for now',
        text: 'No payment was started, and nothing is charged. Your cart is kept: please try again later.',
        ways: ['cart', 'close'],
    },
    'payment-already-used': {
        title: 'This payment belongs to another order',
        text: 'It paid for an order of yours before. Have a look at your orders before you pay again.',
        ways: ['orders', 'other-payment'],
    },
    'idempotency-key-reused': {
        title: 'This order was already sent with other contents',
        text: 'What was sent first counts. Have a look at your orders before you send anything again.',
        ways: ['orders', 'cart'],
    },
    'try-again': {
        title: 'The shop is very busy',
        text: 'Your order could not be placed yet. Nothing was bought. Try again in a minute: it stays one order, however often you try.',
        ways: ['again', 'close'],
    },
    'outcome-unknown': {
        title: 'We do not know yet whether your order went through',
        text: 'Please do not order again elsewhere. Ask again here: it is the same order, and it cannot be placed twice.',
        ways: ['again', 'orders', 'close'],
    },
    'no-answer': {
        title: 'No answer from the shop',
        text: 'Check your connection and try again. It stays one order, however often you try; it is kept even if you close this page.',
        ways: ['again', 'close'],
    },
    unauthenticated: {
        title: 'Your session has ended',
        text: 'Sign in again to go on. Your cart is kept, and so is this order: it goes on exactly where it stopped.',
        ways: ['sign-in', 'close'],
    },
    'unknown-user': {
        title: 'We have no customer account for you',
        text: 'You are signed in, but this shop does not know you as a customer. Nothing was bought.',
        ways: ['other-user', 'close'],
    },
    'sign-in-again': {
        title: 'Sign in again',
        text: 'You signed in a while ago. For this the shop wants to be sure that it is you. Nothing was changed.',
        ways: ['close'],
    },
    'orders-open': {
        title: 'An order is still open',
        text: 'One of your orders is still to be sent off, or its money is on its way. Cancel it, or try again when it is done.',
        ways: ['orders', 'close'],
    },
    'too-many-requests': {
        title: 'Once a minute',
        text: 'You have asked for this a moment ago. Try again in a minute.',
        ways: ['close'],
    },
    'storage-forbidden': {
        title: 'This browser remembers nothing',
        text: 'To sign in, this page has to be left and found again. Allow it to store data in this browser, and try again.',
        ways: ['close'],
    },
    forbidden: {
        title: 'This is for the staff of the shop',
        text: 'Your account may not do this.',
        ways: ['close'],
    },
    'invalid-request': {
        title: 'Something needs your attention',
        text: 'The shop could not accept some of what was entered. Nothing was bought.',
        ways: ['fix-address'],
    },
    'not-found': {
        title: 'We cannot find this',
        text: 'It does not exist, or it belongs to someone else.',
        ways: ['orders', 'close'],
    },
    'order-not-cancellable': {
        title: 'Too late to cancel',
        text: 'This order has been shipped already, so it cannot be stopped any more.',
        ways: ['close'],
    },
    'order-not-changeable': {
        title: 'Too late to change it',
        text: 'This order has been shipped or cancelled meanwhile.',
        ways: ['close'],
    },
    'order-not-shippable': {
        title: 'This order cannot be shipped',
        text: 'It was cancelled, or its payment has not arrived yet.',
        ways: ['close'],
    },
    'internal-error': {
        title: 'Something broke on our side',
        text: 'We cannot say for certain what became of it. Ask again: it is the same order, and it cannot be placed twice.',
        ways: ['again', 'orders', 'close'],
    },
};

/** What only a mistake of this page or of something on the way can cause. */
const OURS = {
    title: 'The shop did not understand this page',
    text: 'That is our mistake, not yours. Nothing was bought. Reload the page and try once more.',
    ways: ['close'],
};

/**
 * @param {{code: string, members: object}} failure
 * @returns {Explanation}
 */
export function explain({ code, members = {} }) {
    if (code === 'payment-not-authorized') {
        return { ...(PAYMENT[members.reason] ?? PAYMENT.unknown), ways: ['other-payment', 'cart'] };
    }
    if (code === 'payment-not-possible' && members.minimum) {
        const { minimum, maximum } = members;
        const text = `What can be paid is ${money.show(minimum)} to ${money.show(maximum)}. Nothing was bought.`;
        return { ...WORDS[code], text };
    }
    return WORDS[code] ?? OURS;
}
