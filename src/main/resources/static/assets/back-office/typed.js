/** What somebody has typed and not sent: it outlives a closed dialog, a reload and a new sign-in, in this tab. */
import { PREFIX } from '../storage.js';

const memory = new Map();

function guarded(work, otherwise) {
    try {
        return work();
    } catch {
        return otherwise();
    }
}

export function recall(name) {
    const key = `${PREFIX}typed.${name}`;
    const text = guarded(() => sessionStorage.getItem(key), () => memory.get(key) ?? null);
    return text === null ? null : guarded(() => JSON.parse(text), () => null);
}

/** @param {object | null} values null forgets them */
export function keep(name, values) {
    const key = `${PREFIX}typed.${name}`;
    if (values === null) {
        guarded(() => sessionStorage.removeItem(key), () => memory.delete(key));
    } else {
        const text = JSON.stringify(values);
        guarded(() => sessionStorage.setItem(key, text), () => memory.set(key, text));
    }
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
