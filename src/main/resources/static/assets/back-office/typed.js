/** What somebody has typed and not sent: it outlives a closed dialog, a reload and a new sign-in, in this tab. */
import { PREFIX } from '../storage.js';

/** Also where the browser forbids to keep it, or has no room. */
const memory = new Map();

function guarded(work) {
    try {
        return work();
    } catch {
        return null;
    }
}

export function recall(name) {
    const key = `${PREFIX}typed.${name}`;
    const text = memory.has(key) ? memory.get(key) : guarded(() => sessionStorage.getItem(key));
    return text === null ? null : guarded(() => JSON.parse(text));
}

/** @param {object | null} values null forgets them */
export function keep(name, values) {
    const key = `${PREFIX}typed.${name}`;
    const text = values === null ? null : JSON.stringify(values);
    memory.set(key, text);
    guarded(() => (text === null ? sessionStorage.removeItem(key) : sessionStorage.setItem(key, text)));
}

function put(control, value) {
    if (control.type === 'radio' || control.type === 'checkbox') {
        control.checked = control.type === 'radio' ? control.value === value : value;
    } else {
        control.value = value;
    }
}

/**
 * Fills a form with what was typed into it before, and keeps what is typed from now on, control by control.
 *
 * @param {HTMLFormElement} form
 * @param {string} name of what the form is about
 * @returns {{found: boolean, drop: () => void}}
 */
export function keepTyped(form, name) {
    const before = recall(name);
    let values = before ?? {};
    [...form.elements].filter((control) => control.name in values).forEach((control) => put(control, values[control.name]));
    form.addEventListener('input', ({ target }) => {
        if (target.name) {
            values[target.name] = target.type === 'checkbox' ? target.checked : target.value;
            keep(name, values);
        }
    });
    return {
        found: before !== null,
        drop: () => {
            values = {};
            keep(name, null);
        },
    };
}
