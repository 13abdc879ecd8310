/**
 * A stand-in for Stripe.js: as much of it as the page uses, the same calls in the same order, and what it refuses. It
 * shows frames of its own host and of the bank's, and calls the API's, so that the page's policy is on trial, too.
 */
(() => {
    const JS = 'https://js.stripe.com';
    const API = 'https://api.stripe.com/v1';
    const BANK = 'https://hooks.stripe.com';

    const misuse = (message) => Object.assign(new Error(message), { name: 'IntegrationError' });

    const need = (condition, message) => {
        if (!condition) {
            throw misuse(message);
        }
    };

    /** Asks a frame something, and waits for what it says. */
    const ask = (frame, origin, question) => new Promise((resolve) => {
        addEventListener('message', function answered(event) {
            if (event.origin === origin && event.source === frame.contentWindow) {
                removeEventListener('message', answered);
                resolve(event.data);
            }
        });
        if (question) {
            frame.contentWindow.postMessage(question, origin);
        }
    });

    const makeFrame = (title, address) => Object.assign(document.createElement('iframe'), { title, src: address });

    class Elements {
        constructor(options) {
            need(options.mode === 'payment' && Number.isInteger(options.amount), 'an amount for this mode');
            need(/^[a-z]{3}$/.test(options.currency), 'a currency in lower case');
            need(options.paymentMethodCreation === 'manual', 'createPaymentMethod wants paymentMethodCreation: manual');
            this.options = options;
        }

        create(kind, options = {}) {
            need(kind === 'payment' && !this.frame, 'one payment element');
            const wallet = options.wallets?.googlePay !== 'never' && window.hasWallet;
            this.frame = makeFrame('Secure payment input frame', `${JS}/card.html${wallet ? '?wallet' : ''}`);
            this.frame.style.cssText = 'width: 100%; height: 12rem; border: 0; color-scheme: light;';
            return {
                on: () => {},
                mount: (place) => {
                    need(place.isConnected && place.childNodes.length === 0, 'an empty place on the page');
                    place.append(this.frame);
                },
            };
        }

        async submit() {
            const active = navigator.userActivation.isActive;
            const { incomplete, wallet } = await ask(this.frame, JS, 'submit');
            if (incomplete) {
                return { error: { type: 'validation_error', message: incomplete } };
            }
            if (wallet && !active) {
                return { error: { type: 'invalid_request_error', message: 'A wallet opens on a press only.' } };
            }
            this.submitted = true;
            return { selectedPaymentMethod: 'card' };
        }
    }

    const retrieve = async (clientSecret) => {
        const answer = await fetch(`${API}/payment_intents?client_secret=${clientSecret}`);
        return answer.json();
    };

    /** Over the whole page, as the real one. */
    const askAtTheBank = async (address) => {
        const frame = makeFrame('3D Secure', address);
        frame.className = 'fake-bank';
        frame.style.cssText = 'position: fixed; inset: 0; width: 100%; height: 100%; border: 0; z-index: 2147483647;';
        document.body.append(frame);
        await ask(frame, BANK);
        frame.remove();
    };

    window.Stripe = (key) => {
        need(/^pk_(test|live)_/.test(key), 'a publishable key');
        return {
            elements: (options) => new Elements(options),
            createPaymentMethod: async ({ elements }) => {
                need(elements.submitted, 'elements.submit() before createPaymentMethod');
                elements.submitted = false;
                return ask(elements.frame, JS, 'create');
            },
            handleNextAction: async ({ clientSecret }) => {
                const { status, next_action: action } = await retrieve(clientSecret);
                need(status === 'requires_action', 'a PaymentIntent that requires an action');
                if (action.type === 'redirect_to_url') {
                    location.assign(action.redirect_to_url.url);
                    return new Promise(() => {});
                }
                await askAtTheBank(action.use_stripe_sdk.stripe_js);
                const paymentIntent = await retrieve(clientSecret);
                return paymentIntent.status === 'requires_capture'
                    ? { paymentIntent }
                    : { error: { code: 'payment_intent_authentication_failure', message: 'We are unable to authenticate.' } };
            },
        };
    };
})();
