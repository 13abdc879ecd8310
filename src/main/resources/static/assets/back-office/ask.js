/** This page's own dialogs: they ask before something is done, do it, and give the focus back. */
import { isFailure } from '../api.js';
import { announce, fill, h } from '../dom.js';
import { closeButton, dialog } from '../views/dialog.js';
import { carryOut, isOpen, waiting } from './deeds.js';
import { keepTyped } from './typed.js';
import { explain } from './words.js';

let count = 0;

/** Back to what opened it, also where that was drawn anew meanwhile. */
function giveBack(opener) {
    if (document.activeElement && document.activeElement !== document.body) {
        return;
    }
    const act = opener?.dataset.act;
    const drawnAnew = act && document.querySelector(`[data-act="${CSS.escape(act)}"]`);
    (opener?.isConnected ? opener : drawnAnew || document.querySelector('main h1'))?.focus();
}

/** A dialog with its heading, still to be filled and shown. */
export function sheet(title) {
    const opener = document.activeElement;
    const label = `dialog-${++count}`;
    const element = dialog({ label, className: 'sheet' });
    element.addEventListener('close', () => giveBack(opener));
    return { element, label, heading: h('h2', { id: label, tabindex: '-1', autofocus: true }, title) };
}

/** @param {() => void} onclick */
export function button(text, className, onclick, attributes = {}) {
    return h('button', { type: 'button', class: `button ${className}`, onclick, ...attributes }, text);
}

/**
 * Asks before what cannot be taken back.
 *
 * @param {{title: string, text: string, yes: string}} question
 * @returns {Promise<boolean>}
 */
export function sure({ title, text, yes }) {
    const { element, heading } = sheet(title);
    return new Promise((resolve) => {
        let answer = false;
        element.addEventListener('close', () => resolve(answer));
        const agree = () => {
            answer = true;
            element.close();
        };
        fill(element, heading, h('p', null, text), h('div', { class: 'row ways' },
            button(yes, 'danger', agree), button('No, go back', 'plain', () => element.close())));
        element.showModal();
    });
}

/** A control with its label, a hint and room for a complaint. */
export function field(label, control, { hint, className = '' } = {}) {
    control.setAttribute('aria-describedby', `${control.id}-error`);
    control.addEventListener('input', () => complain(control, null));
    return h('div', { class: `field ${className}` },
        h('label', { for: control.id }, label, hint && h('span', { class: 'hint' }, ` (${hint})`)),
        control,
        h('p', { class: 'error', id: `${control.id}-error` }));
}

/** @param {string | null} message null takes the complaint away */
export function complain(control, message) {
    document.getElementById(`${control.id}-error`).textContent = message ?? '';
    message ? control.setAttribute('aria-invalid', 'true') : control.removeAttribute('aria-invalid');
}

/** Complains of each control that is wrong, and moves to the first. @param {[HTMLElement, string | null][]} checks */
export function allRight(checks) {
    checks.forEach(([control, message]) => complain(control, message));
    const first = checks.find(([, message]) => message);
    first?.[0].focus();
    return !first;
}

export function reasonField() {
    return field('Reason', h('input', { id: 'reason', name: 'reason', type: 'text', maxlength: 500, autocomplete: 'off', 'data-pointer': '/reason' }),
        { hint: 'no buyer sees it' });
}

/** What was given for a reason, or null and a complaint. */
export function reasonOf(form) {
    const text = form.elements.reason.value.trim();
    return allRight([[form.elements.reason, text ? null : 'Say why, in a few words.']]) ? text : null;
}

/** Puts the store's complaints at their fields; what has no field here is said as a sentence. */
export function showFailure(form, status, failure) {
    const errors = failure.code === 'invalid-request' ? failure.members.errors ?? [] : [];
    const [placed, others] = [[], []];
    errors.forEach(({ pointer = '', detail }) => {
        const control = form.querySelector(`[data-pointer="${CSS.escape(pointer)}"]`);
        control ? placed.push([control, detail]) : others.push(`${pointer.slice(1)}: ${detail}`);
    });
    allRight(placed);
    status.textContent = errors.length > 0 ? others.join(' ') : explain(failure);
}

const AGAIN = 'No answer yet. Asking again by itself; it is done once, however often it is asked for.';

/**
 * A dialog with a form that does something. One on the same path that has no answer yet is asked for first.
 *
 * @param {object} options
 * @param {string} options.title
 * @param {string} [options.text]
 * @param {string} options.path
 * @param {string} options.draft what is typed is kept under this name
 * @param {unknown[]} options.fields
 * @param {string} options.yes what the button says
 * @param {boolean} [options.danger]
 * @param {(form: HTMLFormElement) => import('./deeds.js').Deed | null} options.read null where something has to be mended
 * @param {(deed: import('./deeds.js').Deed) => {title: string, text: string, yes: string}} [options.confirm] asked before
 * @param {(errors: object[]) => void} [options.showErrors] where the fields say themselves what is wrong
 * @param {() => void} [options.shown] called when the fields hold what was typed before, or begin anew
 * @param {string} options.done what has happened, in words
 */
export function ask({ title, text, path, draft, fields, yes, danger, read, confirm, showErrors, shown = () => {}, done }) {
    const { element, label, heading } = sheet(title);
    const form = h('form', { id: `${label}-form`, class: 'stack', novalidate: true, 'aria-labelledby': label }, fields);
    const status = h('p', { class: 'status', role: 'status' });
    const submit = h('button', { type: 'submit', form: form.id, class: danger ? 'button danger' : 'button' }, yes);
    const close = button('Close', 'plain', () => element.close());
    const ways = h('div', { class: 'row ways' }, submit, close);
    const typed = keepTyped(form, draft);
    const note = h('p', { class: 'hint', hidden: !typed.found }, 'What was typed here before is still here. ',
        h('button', {
            type: 'button', class: 'link', onclick: () => {
                typed.drop();
                form.reset();
                shown();
                note.hidden = true;
                heading.focus();
            },
        }, 'Begin anew'));

    const run = async (deed) => {
        submit.disabled = true;
        status.textContent = 'One moment…';
        try {
            await carryOut(deed, () => (status.textContent = AGAIN));
            typed.drop();
            element.close();
            announce(done);
        } catch (failure) {
            if (!isFailure(failure)) {
                throw failure;
            }
            submit.disabled = false;
            if (isOpen(failure)) {
                showOpen(deed, explain(failure));
            } else if (showErrors && failure.code === 'invalid-request') {
                status.textContent = '';
                showErrors(failure.members.errors ?? []);
            } else {
                showAgain();
                showFailure(form, status, failure);
            }
        }
    };
    const showOpen = (deed, sentence) => {
        form.hidden = note.hidden = true;
        status.textContent = sentence;
        const again = button('Ask for it now', '', () => {
            again.disabled = true;
            run(deed);
        });
        fill(ways, again, close);
    };
    const showAgain = () => {
        form.hidden = false;
        fill(ways, submit, close);
    };

    form.addEventListener('submit', async (event) => {
        event.preventDefault();
        const deed = submit.disabled ? null : read(form);
        if (deed && (!confirm || await sure(confirm(deed)))) {
            await run(deed);
        }
    });
    fill(element, closeButton(element), heading, text && h('p', null, text), note, form, status, ways);
    const earlier = waiting(path);
    if (earlier) {
        showOpen(earlier, `“${earlier.what}” has no answer yet. It is asked for before anything else is done here.`);
    }
    shown();
    element.showModal();
}
