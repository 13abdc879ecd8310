/** Stripe's script, which alone sees the card: it comes from Stripe, and only when a page of ours is about to use it. */
import { NoAnswer } from './api.js';
import { h } from './dom.js';
import { paymentMethods } from './payment-methods.js';
import { isDark } from './theme.js';

/** Of the release whose calls the server makes. */
const SCRIPT = 'https://js.stripe.com/dahlia/stripe.js';
const TIME_LIMIT = 20_000;

/** How many of Stripe's units are one of the store's, where they are not the same; the server knows it, too. */
const UNITS = { ISK: 100, MGA: 0.01, UGX: 100 };

let loaded;

/** Stripe's object, one for the page. @throws {NoAnswer} when its script does not come */
function stripe() {
    loaded ??= load();
    loaded.catch(() => (loaded = undefined));
    return loaded;
}

async function load() {
    const { publishableKey } = await paymentMethods();
    await new Promise((resolve, reject) => {
        const fail = () => reject(new NoAnswer());
        document.head.append(h('script', { src: SCRIPT, onload: resolve, onerror: fail }));
        setTimeout(fail, TIME_LIMIT);
    });
    return window.Stripe(publishableKey);
}

/**
 * Puts Stripe's form into an empty element that is part of the page already.
 *
 * @param {HTMLElement} place
 * @param {import('./money.js').Money} total that a wallet of the browser's will show
 * @param {() => void} onFailure called when the form cannot be shown after all
 * @returns {Promise<() => Promise<{paymentMethod?: string, message?: string}>>} makes the payment method: to be called
 *   first thing when the button is pressed, or no wallet opens; a message is not there where the form itself says it
 */
export async function cardForm(place, { amount, currency }, onFailure) {
    const client = await stripe();
    const elements = client.elements({
        mode: 'payment',
        amount: Math.round(amount * (UNITS[currency] ?? 1)),
        currency: currency.toLowerCase(),
        paymentMethodTypes: ['card'],
        captureMethod: 'manual',
        paymentMethodCreation: 'manual',
        locale: 'en',
        appearance: { theme: isDark() ? 'night' : 'stripe' },
    });
    // Link would need scripts and frames of other hosts
    const form = elements.create('payment', { wallets: { link: 'never' } });
    form.on('loaderror', onFailure);
    form.mount(place);
    return async () => {
        const { error: incomplete } = await elements.submit();
        if (incomplete) {
            return { message: incomplete.type === 'validation_error' ? undefined : incomplete.message };
        }
        const { error, paymentMethod } = await client.createPaymentMethod({ elements });
        return error ? { message: error.message } : { paymentMethod: paymentMethod.id };
    };
}

/**
 * Lets the buyer do what the bank wants: in a frame over the page, or on the bank's own, from where the page is opened
 * anew. What came of it, the payment's state says.
 *
 * @returns {Promise<boolean>} whether it was done, as far as Stripe knows
 */
export async function finishAction(clientSecret) {
    try {
        const { error } = await (await stripe()).handleNextAction({ clientSecret });
        return !error;
    } catch (failure) {
        console.warn(failure);
        return false;
    }
}
