/** Starts the page: header, banner, views, and whatever order was left unfinished. */
import * as attempts from './attempt.js';
import * as cart from './cart.js';
import { fill, h } from './dom.js';
import * as money from './money.js';
import { explain } from './problems.js';
import * as router from './router.js';
import * as session from './session.js';
import * as theme from './theme.js';
import { failed, notFound } from './views/failures.js';

const ROUTES = [
    [/^\/$/, () => import('./views/catalogue.js')],
    [/^\/consoles\/(?<id>[^/]+)$/, () => import('./views/product.js')],
    [/^\/cart$/, () => import('./views/cart.js')],
    [/^\/checkout$/, () => import('./views/checkout.js')],
    [/^\/orders$/, () => import('./views/orders.js')],
    [/^\/orders\/(?<id>[^/]+)$/, () => import('./views/order.js')],
    [/^\/account$/, () => import('./views/account.js')],
    [/^\/erased$/, () => import('./views/erase.js')],
];

const account = document.getElementById('account');
const accountName = document.getElementById('account-name');
const badge = document.getElementById('cart-count');
const banner = document.getElementById('banner');

function showCart() {
    const count = cart.count();
    badge.textContent = count || '';
    document.getElementById('cart-words').textContent = count === 0 ? '' : count === 1 ? ' console' : ' consoles';
}

function showAccount() {
    const user = session.current();
    accountName.textContent = user ? user.name.split(' ')[0] : 'Sign in';
}

async function askWho(reason) {
    const { signIn } = await import('./views/sign-in.js');
    await signIn(reason);
}

async function showAccountDialog() {
    const { signedIn } = await import('./views/sign-in.js');
    signedIn(session.current());
}

/** Says that an order waits for its answer, and offers to ask for it. */
async function showBanner() {
    const waiting = attempts.unfinished();
    const user = session.current();
    const mine = waiting.find((attempt) => attempt.user.id === user?.id);
    const attempt = mine ?? waiting[0];
    banner.hidden = !attempt;
    fill(banner, attempt && [
        h('p', null, mine
            ? `Your order over ${money.show(attempt.agreed)} is waiting for its answer.`
            : `An order of ${attempt.user.name} over ${money.show(attempt.agreed)} is waiting for its answer.`),
        mine
            ? h('button', { type: 'button', class: 'button plain', onclick: resume }, 'Ask for it now')
            : h('button', {
                type: 'button', class: 'button plain',
                onclick: () => askWho(`Sign in as ${attempt.user.name} to finish the order.`),
            }, 'Sign in to finish it'),
    ]);
}

async function resume() {
    const { resumeOrder } = await import('./views/progress.js');
    await resumeOrder();
}

/** Goes on with what this buyer had begun, unless it is so old that they should say so first. */
async function resumeFresh() {
    const user = session.current();
    const attempt = user && attempts.of(user.id);
    if (attempt && !attempts.isStale(attempt)) {
        await resume();
    }
}

/** The address belongs to the router, so the skip link moves the focus by hand. */
function skip(event) {
    event.preventDefault();
    const target = document.querySelector('main h1') ?? document.getElementById('main');
    target.focus();
}

async function start() {
    attempts.tidyAddress();
    theme.start(document.getElementById('theme'));
    cart.onChange(showCart);
    attempts.onChange(showBanner);
    session.onChange((user) => {
        if (!user && !session.last()) {
            // signed out, perhaps in another tab: what is typed there is nobody else's business
            document.querySelectorAll('dialog[open]').forEach((dialog) => dialog.close());
        }
        showAccount();
        showBanner();
        if (user) {
            resumeFresh();
        }
    });
    document.getElementById('skip').addEventListener('click', skip);
    account.addEventListener('click', () => (session.current() ? showAccountDialog() : askWho('So that your orders are yours.')));
    showCart();
    showAccount();
    showBanner();
    if (session.isReturning()) {
        // only then is it known again which view was left
        await session.ready();
    }
    const [failure] = await Promise.all([session.ready(), router.start({ name: 'Retro Store', routes: ROUTES, notFound, failed })]);
    if (failure && !failure.repeatable) {
        const { title, text } = explain(failure);
        banner.hidden = false;
        fill(banner, h('p', null, `${title}. ${text}`));
    }
}

start();
