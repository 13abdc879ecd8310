/** What is to be sent today, the oldest first. */
import { h } from '../../dom.js';
import { when } from '../../views/dates.js';
import { heading } from '../../views/messages.js';
import { ship } from '../actions.js';
import { button } from '../ask.js';
import { listing, plainRow } from '../live.js';
import { moneyBadge, names, orderLink } from '../rows.js';
import { countryName, printSlips } from '../slip.js';
import { isPaid } from '../words.js';

function row(order) {
    const { recipient, city, country } = order.shippingAddress ?? {};
    const whither = [recipient, city, country && countryName(country)].filter(Boolean).join(', ');
    return [
        h('div', { class: 'grow' },
            h('h2', null, orderLink(order)),
            h('p', null, order.items.map(({ quantity, name }) => `${quantity} × ${name}`).join(', ')),
            h('p', { class: 'hint' }, when(order.placedAt), ` · ${whither}`)),
        moneyBadge(order.settlement),
        h('div', { class: 'row tight' },
            button('Slip', 'plain', () => printSlips([order]),
                { 'data-act': `slip:${order.id}`, 'aria-label': `Packing slip of ${order.number}` }),
            button('Ship', isPaid(order.settlement) ? '' : 'plain', () => ship(order),
                { 'data-act': `ship:${order.id}`, 'aria-label': `Ship ${order.number}` })),
    ];
}

export async function view({ signal }) {
    let shown = [];
    const printAll = () => printSlips(shown.filter(({ settlement }) => isPaid(settlement)));
    const all = button('Print these slips', 'plain', printAll, { 'data-act': 'slips' });
    const list = await listing({
        signal,
        path: '/staff/orders?status=placed&sort=placedAt',
        member: 'orders',
        keyOf: ({ id }) => id,
        row: plainRow(row, 'office-row'),
        nothing: 'Nothing to ship. What is ordered appears here by itself.',
        say: ({ added, gone }) => [
            added.length > 0 && `${names(added)} to ship now.`,
            gone.length > 0 && `${names(gone)} no longer to ship.`,
        ].filter(Boolean).join(' ') || null,
        seen: (orders) => {
            shown = orders;
            all.hidden = !orders.some(({ settlement }) => isPaid(settlement));
        },
    });
    return {
        title: 'To ship',
        element: h('div', null, h('div', { class: 'row between' }, heading('To ship'), all), list),
    };
}
