/** Money is integer minor units with a currency, as in `{amount: 8999, currency: 'USD'}`. */

/** @typedef {{amount: number, currency: string}} Money */

const formats = new Map();

function format(currency) {
    if (!formats.has(currency)) {
        formats.set(currency, new Intl.NumberFormat('en', { style: 'currency', currency }));
    }
    return formats.get(currency);
}

/** @param {Money} money */
export function show(money) {
    const digits = format(money.currency).resolvedOptions().maximumFractionDigits;
    return format(money.currency).format(money.amount / 10 ** digits);
}

/** @param {Money} money @param {number} factor */
export function times(money, factor) {
    return { ...money, amount: money.amount * factor };
}

/** @param {Money[]} amounts not empty, of one currency */
export function sum(amounts) {
    return { ...amounts[0], amount: amounts.reduce((total, money) => total + money.amount, 0) };
}

/** @param {Money} a @param {Money} b */
export function same(a, b) {
    return a.amount === b.amount && a.currency === b.currency;
}
