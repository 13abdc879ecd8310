/** What this browser remembers, as JSON in localStorage; in memory where that is forbidden or full. Never a token. */

/** Pages of one origin share no memory, nor do stores on it, by their context paths. */
const STORE = new URL('..', import.meta.url).pathname.slice(0, -1);
export const PREFIX = `${document.documentElement.dataset.storage ?? 'retro-store'}${STORE}.`;

/** What localStorage did not take: text, or null where it would not let go. It counts for as long as the page is open. */
const memory = new Map();
const listeners = new Set();

function guarded(work, otherwise) {
    try {
        return work();
    } catch {
        return otherwise;
    }
}

export function read(key) {
    const text = memory.has(key) ? memory.get(key) : guarded(() => localStorage.getItem(PREFIX + key), null);
    return text === null ? null : guarded(() => JSON.parse(text), null);
}

export function write(key, value) {
    keep(key, JSON.stringify(value));
}

export function remove(key) {
    keep(key, null);
}

function keep(key, text) {
    memory.set(key, text);
    guarded(() => {
        text === null ? localStorage.removeItem(PREFIX + key) : localStorage.setItem(PREFIX + key, text);
        if (localStorage.getItem(PREFIX + key) === text) {
            memory.delete(key);
        }
    });
    tell(key);
}

/** The keys that begin like this. */
export function keys(beginning) {
    const stored = guarded(() => Object.keys(localStorage), [])
        .filter((key) => key.startsWith(PREFIX))
        .map((key) => key.slice(PREFIX.length));
    return [...new Set([...stored, ...memory.keys()])].filter((key) => key.startsWith(beginning) && memory.get(key) !== null);
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
        const key = event.key.slice(PREFIX.length);
        memory.delete(key);
        tell(key);
    }
});
