/** Sold against stock in each style, as bars while it happens, and as a table. */
import { fill, h, svg } from '../../assets/dom.js';

function bar(sold, stock, most) {
    const good = Math.min(sold, stock);
    const x = (units) => (100 * units) / most;
    return svg('svg', { class: 'bar', viewBox: '0 0 100 10', preserveAspectRatio: 'none', 'aria-hidden': 'true' },
        svg('rect', { class: 'shelf-space', x: 0, y: 0, width: x(stock), height: 10 }),
        svg('rect', { class: 'sold', x: 0, y: 1, width: x(good), height: 8 }),
        svg('rect', { class: 'oversold', x: x(good), y: 1, width: x(sold - good), height: 8 }),
        svg('line', { class: 'limit', x1: x(stock), x2: x(stock), y1: 0, y2: 10 }));
}

function words({ sold, stock }) {
    return `${sold} of ${stock} sold${sold > stock ? `, ${sold - stock} too many` : ''}`;
}

function row({ style, point, verdict }) {
    const numbers = {
        stock: point?.stock,
        sold: point?.sold,
        oversold: point && Math.max(0, point.sold - point.stock),
        left: point?.left,
        accepted: point?.accepted,
        refused: point?.refused,
        users: verdict?.spending.users,
        books: verdict && (verdict.right ? 'right' : 'wrong'),
    };
    return h('tr', { 'data-crowd': style.id }, h('th', { scope: 'row' }, style.title),
        Object.entries(numbers).map(([name, number]) => h('td', { 'data-column': name }, String(number ?? ''))));
}

/** Draws the last point of each style. */
export function crowd(chart, table) {
    return (styles, model) => {
        const all = styles.filter(({ id }) => model.of[id]).map((style) => {
            const { crowd: points, verdict } = model.of[style.id];
            return { style, verdict, point: points.at(-1) };
        });
        const most = 1.05 * Math.max(1, ...all.map(({ point }) => Math.max(point?.sold ?? 0, point?.stock ?? 0)));
        fill(chart, all.map(({ style, point }) => h('div', { class: 'bar-row' }, h('span', null, style.title),
            bar(point?.sold ?? 0, point?.stock ?? 0, most), h('b', null, point ? words(point) : 'waiting'))));
        fill(table, all.map(row));
    };
}
