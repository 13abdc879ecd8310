/** Asks who is there. */
import { isFailure } from '../api.js';
import * as attempts from '../attempt.js';
import { fill, h, icon } from '../dom.js';
import { explain } from '../problems.js';
import * as session from '../session.js';
import { closeButton, dialog } from './dialog.js';

const DEVELOPMENT_USERS = { ada: 'Ada Lovelace', grace: 'Grace Hopper', alan: 'Alan Turing' };

function choices(choose) {
    return h('ul', { class: 'people' }, Object.entries(DEVELOPMENT_USERS).map(([id, name]) =>
        h('li', null, h('button', { type: 'button', class: 'button plain wide', 'data-user': id, onclick: () => choose(id) },
            icon('person'), name))));
}

/**
 * Shows the dialog; at an issuer the page is left and the promise stays open.
 *
 * @param {string} reason a sentence that says what signing in is for
 * @param {'login'} [prompt] to be asked by the issuer in any case
 * @returns {Promise<import('../session.js').User | null>} null when the buyer would rather not
 */
export async function signIn(reason, prompt) {
    const element = dialog({ label: 'sign-in', className: 'sheet' });
    const status = h('p', { class: 'notice bad', role: 'alert', hidden: true });
    const tell = (sentence) => {
        status.hidden = false;
        status.textContent = sentence;
    };
    const attempt = async (work) => {
        try {
            await work();
            if (session.current()) {
                element.close();
            }
        } catch (failure) {
            if (!isFailure(failure) && !(failure instanceof TypeError)) {
                throw failure;
            }
            tell(isFailure(failure) && !failure.repeatable ? explain(failure).text : 'Signing in does not answer just now. Try again.');
        }
    };
    const ways = h('div', null, h('p', null, 'One moment…'));
    fill(element,
        closeButton(element),
        h('h2', { id: 'sign-in', tabindex: '-1', autofocus: true }, 'Sign in'),
        h('p', null, reason),
        ways,
        status);
    element.showModal();
    await attempt(async () => {
        const { developmentSignIn, issuer } = await session.configuration();
        fill(ways,
            developmentSignIn && [
                h('p', { class: 'hint' }, 'This is the development shop: be whoever you like.'),
                choices((id) => attempt(() => session.signInForDevelopment(id))),
            ],
            issuer && h('button', { type: 'button', class: 'button wide', onclick: () => attempt(() => session.signInAtIssuer(prompt)) },
                'Continue to sign in'),
            !developmentSignIn && !issuer && h('p', null, 'Signing in is not set up in this shop.'));
    });
    await new Promise((resolve) => (element.open ? element.addEventListener('close', resolve) : resolve()));
    return session.current();
}

/** Signs out, and leaves nothing of a person in this browser. @param {import('../session.js').User} user */
export function signOut(user) {
    attempts.forget({ user });
    session.signOut();
}

/** Says who is signed in, and lets them sign out. @param {import('../session.js').User} user */
export function signedIn(user) {
    const element = dialog({ label: 'account-title', className: 'sheet' });
    const unfinished = attempts.of(user.id);
    fill(element,
        closeButton(element),
        h('h2', { id: 'account-title', tabindex: '-1', autofocus: true }, user.name),
        h('p', null, 'You are signed in. When you sign out, your cart stays in this browser, and nothing else does.'),
        unfinished && h('p', { class: 'notice bad' }, 'An order of yours is waiting for its answer. This browser will not ask for it '
            + 'any more when you sign out: look among your orders later whether it went through.'),
        h('div', { class: 'row ways' },
            h('a', { href: '#/orders', class: 'button', onclick: () => element.close() }, 'My orders'),
            h('a', { href: '#/account', class: 'button plain', onclick: () => element.close() }, 'My account'),
            h('button', { type: 'button', class: 'button plain', onclick: () => signOut(user) }, 'Sign out')));
    element.showModal();
}
