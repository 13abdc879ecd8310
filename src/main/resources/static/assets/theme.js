/** Light or dark: as the system says, until the buyer says otherwise. */
import * as storage from './storage.js';

const KEY = 'theme';
const system = matchMedia('(prefers-color-scheme: dark)');

export function isDark() {
    return (storage.read(KEY) ?? (system.matches ? 'dark' : 'light')) === 'dark';
}

function apply(button) {
    const chosen = storage.read(KEY);
    if (chosen) {
        document.documentElement.dataset.theme = chosen;
    } else {
        delete document.documentElement.dataset.theme;
    }
    button.setAttribute('aria-pressed', String(isDark()));
}

/** @param {HTMLButtonElement} button the switch, a toggle button named "dark colours" */
export function start(button) {
    apply(button);
    button.addEventListener('click', () => {
        storage.write(KEY, isDark() ? 'light' : 'dark');
        apply(button);
    });
    system.addEventListener('change', () => apply(button));
}
