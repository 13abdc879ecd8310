/** What this browser remembers, as JSON in localStorage; in memory where that is forbidden. Never a token. */

/** Pages of one origin share no memory. */
export const PREFIX = `${document.documentElement.dataset.storage ?? 'retro-store'}.`;
const memory = new Map();
const listeners = new Set();

function guarded(work, otherwise) {
    try {
        return work();
    } catch {
        return otherwise();
    }
}

export function read(key) {
    const text = guarded(() => localStorage.getItem(PREFIX + key), () => memory.get(key) ?? null);
    return text === null ? null : guarded(() => JSON.parse(text), () => null);
}

export function write(key, value) {
    const text = JSON.stringify(value);
    guarded(() => localStorage.setItem(PREFIX + key, text), () => memory.set(key, text));
    tell(key);
}

export function remove(key) {
    guarded(() => localStorage.removeItem(PREFIX + key), () => memory.delete(key));
    tell(key);
}

/** The keys that begin like this. */
export function keys(beginning) {
    return guarded(() => Object.keys(localStorage), () => [...memory.keys()].map((key) => PREFIX + key))
        .filter((key) => key.startsWith(PREFIX + beginning))
        .map((key) => key.slice(PREFIX.length));
}

/** Calls back with the key that changed, here or in another tab. */
export function onChange(listener, signal) {
    listeners.add(listener);
    signal?.addEventListener('abort', () => listeners.delete(listener));
}

function tell(key) {
    listeners.forEach((listener) => listener(key));
}

addEventListener('storage', (event) => {
    if (event.key?.startsWith(PREFIX)) {
        tell(event.key.slice(PREFIX.length));
    }
});
