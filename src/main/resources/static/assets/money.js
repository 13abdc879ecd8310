/** Money is integer minor units with a currency, as in `{amount: 8999, currency: 'USD'}`. */

/** @typedef {{amount: number, currency: string}} Money */

/** What the store counts in other units than hundredths, by ISO 4217; browsers have ideas of their own (HUF, IDR, COP). */
const WITHOUT_DIGITS = 'ADP BEF BIF BYB BYR CLP DJF ESP GNF GRD ISK ITL JPY KMF KRW LUF MGF PTE PYG ROL RWF TPE TRL UGX '
    + 'UYI VND VUV XAF XOF XPF';
const WITH_THREE = 'BHD IQD JOD KWD LYD OMR TND';
const WITH_FOUR = 'CLF';

const formats = new Map();

function digitsOf(currency) {
    const lists = [[WITHOUT_DIGITS, 0], [WITH_THREE, 3], [WITH_FOUR, 4]];
    return lists.find(([list]) => list.includes(currency))?.[1] ?? 2;
}

function format(currency) {
    if (!formats.has(currency)) {
        const digits = digitsOf(currency);
        formats.set(currency, new Intl.NumberFormat('en', {
            style: 'currency', currency, minimumFractionDigits: digits, maximumFractionDigits: digits,
        }));
    }
    return formats.get(currency);
}

/** @param {Money} money */
export function show(money) {
    return format(money.currency).format(money.amount / 10 ** digitsOf(money.currency));
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

/** The number alone, as one would type it. @param {Money} money */
export function plain(money) {
    const digits = digitsOf(money.currency);
    return (money.amount / 10 ** digits).toFixed(digits);
}

/** What somebody typed, such as `89.99`. @returns {Money | null} null if that is no amount of this currency */
export function parse(text, currency) {
    const digits = digitsOf(currency);
    const match = /^(\d{1,9})(?:[.,](\d*))?$/.exec(text.trim());
    if (!match || (match[2] ?? '').length > digits) {
        return null;
    }
    return { amount: Number(match[1] + (match[2] ?? '').padEnd(digits, '0')), currency };
}
