/** Documents as extended JSON, and what differs between two looks at them. */

export const COLLECTIONS = ['users', 'products', 'orders'];

function scalar(value) {
    if (typeof value === 'string') {
        return value;
    }
    const only = value && typeof value === 'object' && Object.keys(value).length === 1 ? Object.keys(value)[0] : '';
    return only.startsWith('$') ? scalar(value[only]) : JSON.stringify(value);
}

function isScalar(value) {
    return value === null || typeof value !== 'object' || Object.keys(value).length === 0
        || Object.keys(value)[0].startsWith('$');
}

/** `{a: {b: 1}}` as a map of `a.b` to `1`. */
export function flat(value, path = '', into = new Map()) {
    if (isScalar(value)) {
        into.set(path, scalar(value));
    } else {
        Object.entries(value).forEach(([key, inner]) => flat(inner, path ? `${path}.${key}` : key, into));
    }
    return into;
}

/** Of documents by collection: `users/ada` to a map of its fields. */
export function byName(documents) {
    const all = new Map();
    COLLECTIONS.forEach((collection) => (documents?.[collection] ?? []).forEach((document) => {
        const { _id: id, ...fields } = document;
        all.set(`${collection}/${scalar(id)}`, flat(fields));
    }));
    return all;
}

/** What people call a document: `lab-managed-8cc462d5-ada` is ada. */
export function short(key) {
    const [collection, id] = key.split('/');
    return collection === 'orders' ? 'an order' : id.replace(/^lab-[a-z]+-[0-9a-f]+-/, '');
}

/** `[{document, field, before, after}]`, null where there is nothing. */
export function differences(before, after) {
    const old = byName(before);
    const now = byName(after);
    return [...new Set([...old.keys(), ...now.keys()])].flatMap((document) => {
        const was = old.get(document) ?? new Map();
        const is = now.get(document) ?? new Map();
        return [...new Set([...was.keys(), ...is.keys()])]
            .filter((field) => was.get(field) !== is.get(field))
            .map((field) => ({ document, field, before: was.get(field) ?? null, after: is.get(field) ?? null }));
    });
}

/** What the three collections come to: units in stock, cents in all totals, orders. */
export function sums(documents) {
    const { users, products, orders } = documents;
    const total = (all, field) => all.reduce((sum, document) => sum + Number(scalar(document[field] ?? 0)), 0);
    return { stock: total(products, 'quantity'), spending: total(users, 'lifeTimeValue'), orders: orders.length };
}
