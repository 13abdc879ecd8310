/** Views that only a signed-in buyer sees. */
import { h } from '../dom.js';
import { show } from '../router.js';
import * as session from '../session.js';
import { message } from './messages.js';
import { signIn } from './sign-in.js';

/**
 * The view, once someone is signed in; until then an invitation to do so.
 *
 * @param {string} title
 * @param {string} reason a sentence
 * @param {AbortSignal} signal
 * @param {() => Promise<{title: string, element: HTMLElement}>} view
 */
export async function forUser(title, reason, signal, view) {
    await session.ready();
    if (!document.querySelector('dialog[open]')) {
        await session.renew();
    }
    session.onChange(() => document.querySelector('dialog.progress') || show({ focus: true }), signal);
    if (session.current()) {
        try {
            return await view();
        } catch (failure) {
            if (failure.code !== 'unauthenticated') {
                throw failure;
            }
        }
    }
    return message(title, reason, h('button', { type: 'button', class: 'button', onclick: () => signIn(reason) }, 'Sign in'));
}
