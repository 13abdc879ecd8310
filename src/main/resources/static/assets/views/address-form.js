/** The address, with the browser's autofill and a message at each field that needs one. */
import { h } from '../dom.js';
import * as session from '../session.js';
import { countries, likely } from './countries.js';

/** Limits as the contract has them; `fill` is the browser's name for the field. */
const FIELDS = [
    { name: 'recipient', label: 'Name', fill: 'shipping name', required: 'Who shall receive it?' },
    { name: 'line1', label: 'Street and number', fill: 'shipping address-line1', required: 'Which street and number?' },
    { name: 'line2', label: 'Flat, floor, company', fill: 'shipping address-line2' },
    { name: 'postalCode', label: 'Postal code', fill: 'shipping postal-code', most: 20, narrow: true },
    { name: 'city', label: 'Town or city', fill: 'shipping address-level2', required: 'Which town or city?', narrow: true },
    { name: 'region', label: 'State or region', fill: 'shipping address-level1' },
    { name: 'country', label: 'Country', fill: 'shipping country', required: 'Which country?' },
];

/** What each buyer has typed at the check-out, until one signs out: a detour to the cart or to sign in does not lose it. */
const drafts = new Map();

session.onChange(() => session.last() || drafts.clear());

function draftOf({ id }, known) {
    if (!drafts.has(id)) {
        drafts.set(id, { country: likely(), ...known });
    }
    return drafts.get(id);
}

function control(field, value) {
    const attributes = {
        id: field.name, name: field.name, autocomplete: field.fill, required: Boolean(field.required), 'aria-describedby': `${field.name}-error`,
    };
    if (field.name === 'country') {
        return h('select', attributes, h('option', { value: '' }, 'Choose a country'),
            countries().map(({ code, name }) => h('option', { value: code, selected: code === value }, name)));
    }
    return h('input', { ...attributes, type: 'text', value });
}

function complaint(field, value) {
    const most = field.most ?? 200;
    if (field.required && !value) {
        return field.required;
    }
    return value.length > most ? `At most ${most} characters, please.` : null;
}

/**
 * @param {object | null} known the address to begin with, its members null where there is nothing
 * @param {object} [typed] the same, if nothing of the check-out shall be in it; it keeps what is typed
 * @returns {{element: HTMLElement, read: () => object | null, showErrors: (errors: {pointer: string, detail: string}[]) => void}}
 *   read answers null, and moves to the first field that needs attention, when the address is not complete
 */
export function addressForm(known, typed = draftOf(session.current(), known)) {
    const controls = new Map();
    const messages = new Map();
    const say = (name, message) => {
        messages.get(name).textContent = message ?? '';
        message ? controls.get(name).setAttribute('aria-invalid', 'true') : controls.get(name).removeAttribute('aria-invalid');
    };
    const valueOf = (name) => controls.get(name).value.trim();
    const check = (field) => say(field.name, complaint(field, valueOf(field.name)));

    const rows = FIELDS.map((field) => {
        const input = control(field, typed[field.name] ?? '');
        const message = h('p', { class: 'error', id: `${field.name}-error` });
        controls.set(field.name, input);
        messages.set(field.name, message);
        input.addEventListener('input', () => {
            typed[field.name] = input.value;
            if (input.hasAttribute('aria-invalid')) {
                check(field);
            }
        });
        return h('div', { class: field.narrow ? 'field half' : 'field' },
            h('label', { for: field.name }, field.label, !field.required && h('span', { class: 'hint' }, ' (optional)')),
            input,
            message);
    });
    return {
        element: h('fieldset', { class: 'address' }, h('legend', null, 'Delivery address'), rows),
        read: () => {
            FIELDS.forEach(check);
            const first = FIELDS.find(({ name }) => controls.get(name).hasAttribute('aria-invalid'));
            if (first) {
                controls.get(first.name).focus();
                return null;
            }
            return Object.fromEntries(FIELDS.map(({ name }) => [name, valueOf(name) || null]));
        },
        showErrors: (errors) => {
            const known = errors
                .map(({ pointer = '', detail }) => ({ name: pointer.replace(/^(\/shippingAddress)?\//, ''), detail }))
                .filter(({ name }) => controls.has(name));
            known.forEach(({ name, detail }) => say(name, detail));
            controls.get(known[0]?.name ?? 'recipient').focus();
        },
    };
}
