/** What somebody sees who is not signed in, or has no role here. */
import { isFailure } from '../../api.js';
import { h } from '../../dom.js';
import { show } from '../../router.js';
import * as session from '../../session.js';
import { message } from '../../views/messages.js';
import { button } from '../ask.js';
import { explain } from '../words.js';

/** In development, users of the shop who work here, too; Ada only buys. */
const DEVELOPMENT = [
    { id: 'grace', role: 'clerk', text: 'As a clerk (Grace Hopper)' },
    { id: 'alan', role: 'staff', text: 'As staff (Alan Turing)' },
];

/**
 * The ways to sign in here.
 *
 * @param {(sentence: string) => void} tell where it came to nothing
 * @param {'login'} [prompt] to be asked by the issuer in any case
 * @returns {Promise<(HTMLElement | string)[]>}
 */
export async function ways(tell, prompt) {
    const attempt = async (work) => {
        try {
            await work();
        } catch (failure) {
            if (!isFailure(failure) && !(failure instanceof TypeError)) {
                throw failure;
            }
            tell(isFailure(failure) && !failure.repeatable ? explain(failure) : 'Signing in does not answer just now. Try again.');
        }
    };
    const { developmentSignIn, issuer } = await session.configuration();
    const here = developmentSignIn ? DEVELOPMENT.map(({ id, role, text }) =>
        button(text, 'plain', () => attempt(() => session.signInForDevelopment(id, [role])), { 'data-role': role })) : [];
    const there = issuer ? [button('Continue to sign in', '', () => attempt(() => session.signInAtIssuer(prompt)))] : [];
    return here.length + there.length > 0 ? [...there, ...here] : ['Signing in is not set up for this back office.'];
}

async function asking(title, text, signal, prompt) {
    session.onChange((user) => user && show({ focus: true }), signal);
    const status = h('p', { class: 'error', role: 'alert' });
    const view = message(title, text, await ways((sentence) => (status.textContent = sentence), prompt));
    view.element.append(status);
    return view;
}

/** @param {AbortSignal} signal */
export function signedOut(signal) {
    return asking('Back office', 'This is where the shop’s people work. Sign in to go on.', signal);
}

/** @param {AbortSignal} signal */
export function withoutRole(signal) {
    const { name } = session.current();
    const text = `You are signed in as ${name}, who has no role here: the back office is for those with the role staff or clerk.`;
    return asking('Not for you', text, signal, 'login');
}
