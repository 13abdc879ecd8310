/** Erasing the buyer's account: asked for by a word that is typed. Twice is as once, so a lost answer is asked for again. */
import { isFailure } from '../api.js';
import { fill, h } from '../dom.js';
import { persistently } from '../persistence.js';
import { explain } from '../problems.js';
import { go } from '../router.js';
import * as session from '../session.js';
import { closeButton, dialog } from './dialog.js';
import { link, message } from './messages.js';
import { signOut } from './sign-in.js';

const WORD = 'erase';

/** What becomes of it goes into the status; what cannot go on without the buyer, into the ways. */
async function attempt(user, { element, status, ways }) {
    const who = session.current();
    try {
        await persistently(
            () => session.callAsUser('POST', '/users/me/erase', { body: JSON.stringify({ confirm: user.id }) }),
            () => (status.textContent = 'The shop is busy. Asking again by itself…'),
        );
        element.close();
        signOut(who);
        go('/erased');
    } catch (failure) {
        if (!isFailure(failure)) {
            throw failure;
        }
        status.textContent = failure.repeatable
            ? 'Whether your account was erased is not certain. Ask for it again in a minute: twice is as once.'
            : explain(failure).text;
        fill(ways, WAYS[failure.code]?.(user, element, status), h('button', { type: 'button', class: 'button plain', onclick: () => element.close() }, 'Close'));
        ways.querySelector('.button').focus();
    }
}

const again = (user, element, status) => h('button', { type: 'button', class: 'button', onclick: () => signInAgain(user, element, status) }, 'Sign in again');

const WAYS = {
    'sign-in-again': again,
    unauthenticated: again,
    'orders-open': (user, element) => h('a', { href: '#/orders', class: 'button', onclick: () => element.close() }, 'My orders'),
};

/** The account's page asks once more then; whoever comes back as somebody else finds no question there. */
async function signInAgain(user, element, status) {
    history.replaceState(null, '', `#/account?erase=${encodeURIComponent(user.id)}`);
    try {
        await session.signInAfresh();
        element.close();
    } catch (failure) {
        status.textContent = isFailure(failure) && !failure.repeatable ? explain(failure).text : 'Signing in does not answer just now. Try again.';
    }
}

/** Asks, and does it. @param {{id: string, name: string}} user */
export function erase(user) {
    const element = dialog({ label: 'erase', className: 'sheet' });
    const status = h('p', { class: 'status', role: 'status' });
    const word = h('input', { id: 'erase-word', type: 'text', autocomplete: 'off', autocapitalize: 'off', spellcheck: 'false', required: true, 'aria-describedby': 'erase-error' });
    const error = h('p', { class: 'error', id: 'erase-error' });
    const yes = h('button', { type: 'submit', class: 'button danger' }, 'Erase my account');
    const no = h('button', { type: 'button', class: 'button plain', onclick: () => element.close() }, 'Keep it');
    const ways = h('div', { class: 'row ways' }, yes, no);
    const form = h('form', { novalidate: true, class: 'stack', 'aria-labelledby': 'erase' },
        h('div', { class: 'field' }, h('label', { for: 'erase-word' }, `Type “${WORD}” to go on`), word, error),
        status, ways);
    form.addEventListener('submit', (event) => {
        event.preventDefault();
        const typed = word.value.trim().toLowerCase() === WORD;
        error.textContent = typed ? '' : `Only after you have typed “${WORD}”.`;
        typed ? word.removeAttribute('aria-invalid') : word.setAttribute('aria-invalid', 'true');
        if (!typed) {
            word.focus();
        } else if (!yes.disabled) {
            yes.disabled = no.disabled = word.disabled = true;
            status.textContent = 'Erasing…';
            attempt(user, { element, status, ways });
        }
    });
    fill(element,
        closeButton(element),
        h('h2', { id: 'erase', tabindex: '-1', autofocus: true }, 'Erase your account?'),
        h('p', null, h('strong', null, user.name), ' will be no customer here any more. This cannot be taken back.'),
        form);
    element.showModal();
}

/** Afterwards. */
export function view() {
    return message('Good bye', 'Your account is erased. What is left in your orders of your name and addresses goes within the day.',
        link('#/', 'See the consoles'));
}
