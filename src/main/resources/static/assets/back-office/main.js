/** Starts the back office: header, sign-in, views, and what was left without an answer. */
import { isFailure } from '../api.js';
import { announce, fill, h, unseen } from '../dom.js';
import { pixels } from '../pixels.js';
import * as router from '../router.js';
import * as session from '../session.js';
import * as theme from '../theme.js';
import { link, message } from '../views/messages.js';
import { button, sheet, sure } from './ask.js';
import * as deeds from './deeds.js';
import { PAGE, roleName } from './staff.js';
import { explain } from './words.js';

const LOOK_FOR_STUCK = 60_000;
const LOOK_FOR_UNFINISHED = 10_000;

const banner = document.getElementById('banner');
const stuckCount = document.getElementById('stuck-count');

/** Whether the view itself asks for a sign-in. */
let asksWho = false;

/** A view that only staff sees. */
function forStaff(load, name = 'view') {
    return () => Promise.resolve({ view: (args) => guarded(load, name, args) });
}

async function guarded(load, name, args) {
    asksWho = false;
    await session.ready();
    if (session.current()) {
        try {
            return await (await load())[name](args);
        } catch (failure) {
            if (failure.code === 'forbidden') {
                const { withoutRole } = await import('./views/sign-in.js');
                return withoutRole(args.signal);
            }
            if (failure.code !== 'unauthenticated') {
                throw failure;
            }
        }
    }
    const { signedOut } = await import('./views/sign-in.js');
    asksWho = true;
    showBanner();
    return signedOut(args.signal);
}

const ROUTES = [
    [/^\/$/, forStaff(() => import('./views/to-ship.js'))],
    [/^\/orders$/, forStaff(() => import('./views/orders.js'))],
    [/^\/orders\/(?<id>[^/]+)$/, forStaff(() => import('./views/order.js'))],
    [/^\/products$/, forStaff(() => import('./views/products.js'))],
    [/^\/new-product$/, forStaff(() => import('./views/product.js'), 'newProduct')],
    [/^\/products\/(?<id>[^/]+)$/, forStaff(() => import('./views/product.js'))],
    [/^\/customers$/, forStaff(() => import('./views/customers.js'))],
    [/^\/stuck$/, forStaff(() => import('./views/stuck.js'))],
];

function notFound() {
    return message('Nothing here', 'There is no such page, or what it was about is gone.', link('#/', 'See what is to ship'));
}

function failed(failure, again) {
    return message('No answer', explain(failure.code ? failure : { code: 'internal-error' }), button('Try again', '', again));
}

function showAccount() {
    const user = session.current();
    document.getElementById('account-name').textContent = user ? user.name.split(' ')[0] : 'Sign in';
}

function account() {
    const user = session.current();
    if (!user) {
        askWho('Back office', 'Sign in to go on.');
        return;
    }
    const { element, heading } = sheet(user.name);
    const leave = () => {
        element.close();
        session.signOut();
        router.show({ focus: true });
    };
    fill(element, heading, h('p', null, `You are signed in as ${roleName()}. What you have typed stays in this tab.`),
        h('div', { class: 'row ways' }, button('Sign out', '', leave), button('Close', 'plain', () => element.close())));
    element.showModal();
}

/** In a dialog, so that the view behind it keeps what is typed. */
async function askWho(title, text) {
    const { ways } = await import('./views/sign-in.js');
    const { element, heading } = sheet(title);
    const status = h('p', { class: 'error', role: 'alert' });
    const done = new AbortController();
    element.addEventListener('close', () => done.abort());
    session.onChange((user) => user && element.close(), done.signal);
    fill(element, heading, h('p', null, text), h('div', { class: 'row ways' },
        await ways((sentence) => (status.textContent = sentence)), button('Close', 'plain', () => element.close())), status);
    element.showModal();
}

/** What has to be seen to first: a sign-in that has ended, a deed without an answer. */
function showBanner() {
    const ended = !session.current() && session.last() && !asksWho;
    const open = session.current() ? deeds.unfinished()[0] : null;
    const shown = ended ? 'ended' : open?.key ?? '';
    if (banner.dataset.shown === shown) {
        return;
    }
    banner.dataset.shown = shown;
    banner.hidden = !shown;
    if (ended) {
        fill(banner, h('p', null, 'Your sign-in has ended. Nothing that you typed is lost.'),
            button('Sign in again', 'plain', () => askWho('Sign in again', 'Then you go on where you were.')));
    } else if (open) {
        fill(banner, h('p', null, `“${open.what}” has no answer yet.`),
            button('Ask for it now', 'plain', () => askFor(open)), button('Leave it', 'plain', () => leaveBe(open)));
    }
}

async function askFor(open) {
    announce(`Asking for “${open.what}”…`);
    try {
        await deeds.carryOut(open);
        announce(`${open.what}: done.`);
    } catch (failure) {
        if (!isFailure(failure)) {
            throw failure;
        }
        announce(`${open.what}: ${explain(failure)}`);
    }
}

async function leaveBe(open) {
    const yes = await sure({
        title: 'Leave it without an answer?',
        text: `Whether “${open.what}” was done is then for you to look up, before you do it again.`,
        yes: 'Leave it',
    });
    if (yes) {
        deeds.forget(open);
        showBanner();
    }
}

/** How much is stuck, beside the name of the view. */
async function countStuck() {
    if (document.hidden || !session.current()) {
        return;
    }
    try {
        const { counts } = await session.callAsUser('GET', '/staff/stuck');
        const count = Object.values(counts).reduce((sum, each) => sum + each, 0);
        fill(stuckCount, count > 0 && [String(count), unseen(' things')]);
    } catch (failure) {
        if (!isFailure(failure)) {
            throw failure;
        }
    }
}

/** The address belongs to the router, so the skip link moves the focus by hand. */
function skip(event) {
    event.preventDefault();
    (document.querySelector('main h1') ?? document.getElementById('main')).focus();
}

async function start() {
    session.serve(PAGE);
    fill(document.getElementById('brand'), pixels('Back office'));
    theme.start(document.getElementById('theme'));
    document.getElementById('skip').addEventListener('click', skip);
    document.getElementById('account').addEventListener('click', account);
    session.onChange((user) => {
        showAccount();
        showBanner();
        if (user) {
            countStuck();
        }
    });
    deeds.onChange(showBanner);
    deeds.onEnd(() => {
        showBanner();
        countStuck();
    });
    setInterval(showBanner, LOOK_FOR_UNFINISHED);
    setInterval(countStuck, LOOK_FOR_STUCK);
    if (session.isReturning()) {
        // only then is it known again which view was left
        await session.ready();
    }
    const [failure] = await Promise.all([session.ready(), router.start({ name: 'Back office', routes: ROUTES, notFound, failed })]);
    if (failure) {
        announce(explain(failure));
    }
}

start();
