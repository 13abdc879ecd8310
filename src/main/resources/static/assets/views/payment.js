/** How to pay: test cards to choose from, or Stripe's form for a real one. */
import { fill, h } from '../dom.js';
import { paymentMethods } from '../payment-methods.js';
import { cardForm } from '../stripe.js';

/** What the page knows of the simulated provider's cards. */
const TEST_CARDS = {
    pm_card_visa: { ends: '4242', hint: 'Pays at once.' },
    pm_card_authenticationRequired: { ends: '3184', hint: 'You confirm the payment, then it goes on.' },
    pm_card_chargeDeclined: { ends: '0002', hint: 'To see what happens then.' },
};

let chosen;

/**
 * @typedef {object} Payment
 * @property {HTMLElement} element
 * @property {() => void} [shown] to be called once the element is part of the page
 * @property {() => Promise<{paymentMethod: string, once?: boolean} | null>} take null, and says why, when there is
 *   something to do first; once, if it is good for one payment only
 */

/** @param {import('../money.js').Money} total @returns {Promise<Payment>} */
export async function paymentPart(total) {
    const { provider, publishableKey, methods } = await paymentMethods();
    if (provider === 'stripe') {
        return publishableKey ? stripesForm(total) : choice(provider, []);
    }
    return choice(provider, methods);
}

function part(...children) {
    return h('fieldset', { class: 'cards' }, h('legend', null, 'Payment'), children);
}

function choice(provider, methods) {
    chosen ??= methods[0]?.id;
    const element = part(
        provider === 'simulated' && h('p', { class: 'hint' }, 'Test cards only: no real card is asked for, and no money moves.'),
        methods.length === 0 && h('p', null, 'This page cannot ask you how to pay.'),
        methods.map(({ id, name }) => h('label', { class: 'choice' },
            h('input', {
                type: 'radio', name: 'paymentMethod', value: id, checked: id === chosen, 'aria-describedby': `${id}-hint`,
                onchange: () => (chosen = id),
            }),
            h('span', { class: 'choice-text' },
                h('strong', null, name), h('span', { class: 'hint', id: `${id}-hint` }, TEST_CARDS[id]?.hint)),
            TEST_CARDS[id] && h('span', { class: 'ends', 'aria-hidden': 'true' }, `•••• ${TEST_CARDS[id].ends}`))));
    return { element, take: async () => (chosen ? { paymentMethod: chosen } : null) };
}

function stripesForm(total) {
    const place = h('div', { class: 'card-form' });
    const status = h('div', { class: 'card-status', role: 'alert' });
    let make = null;
    const say = (...children) => fill(status, children);
    const fail = () => {
        make = null;
        place.replaceChildren();
        say(h('p', { class: 'error' }, 'The card form could not be loaded. Nothing was bought.'),
            h('button', { type: 'button', class: 'button plain', onclick: show }, 'Load it again'));
    };
    const show = async () => {
        say(h('p', { class: 'hint' }, 'Loading the card form…'));
        try {
            make = await cardForm(place, total, fail);
            say();
        } catch (failure) {
            console.warn(failure);
            fail();
        }
    };
    const take = async () => {
        if (!make) {
            status.querySelector('button')?.focus();
            return null;
        }
        const { paymentMethod, message } = await make().catch((failure) => {
            console.warn(failure);
            return { message: 'The card form does not answer. Nothing was bought.' };
        });
        say(message && h('p', { class: 'error' }, message));
        return paymentMethod ? { paymentMethod, once: true } : null;
    };
    return {
        element: part(h('p', { class: 'hint' }, 'Your card goes to Stripe, which takes the payment; this shop never sees it.'), place, status),
        shown: show,
        take,
    };
}
