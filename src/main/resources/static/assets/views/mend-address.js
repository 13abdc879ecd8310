/** Changing where a placed order is sent. The same address twice is as once, so a lost answer is simply asked for again. */
import { isFailure } from '../api.js';
import { fill, h } from '../dom.js';
import { persistently } from '../persistence.js';
import { show } from '../router.js';
import { callAsUser } from '../session.js';
import { addressForm } from './address-form.js';
import { closeButton, dialog } from './dialog.js';
import { refused } from './refused.js';

async function send(order, address, status) {
    const path = `/orders/${encodeURIComponent(order.id)}/shipping-address`;
    await persistently(
        () => callAsUser('PUT', path, { body: JSON.stringify(address) }),
        () => (status.textContent = 'The shop is busy. Asking again by itself…'),
    );
}

export function mendAddress(order) {
    const element = dialog({ label: 'mend', className: 'sheet' });
    const address = addressForm(null, { ...order.shippingAddress });
    const status = h('p', { class: 'status', role: 'status' });
    const save = h('button', { type: 'submit', class: 'button' }, 'Send it there');
    const keep = h('button', { type: 'button', class: 'button plain', onclick: () => element.close() }, 'Keep the old one');
    const form = h('form', { novalidate: true, class: 'stack', 'aria-labelledby': 'mend' },
        address.element, status, h('div', { class: 'row ways' }, save, keep));
    form.addEventListener('submit', async (event) => {
        event.preventDefault();
        const wanted = address.read();
        if (!wanted || save.disabled) {
            return;
        }
        save.disabled = keep.disabled = true;
        status.textContent = 'Changing…';
        try {
            await send(order, wanted, status);
            element.close();
            await show({ focus: true });
        } catch (failure) {
            if (!isFailure(failure)) {
                throw failure;
            }
            if (failure.code === 'invalid-request') {
                save.disabled = keep.disabled = false;
                status.textContent = '';
                address.showErrors(failure.members.errors ?? []);
            } else {
                refused(element, failure, () => show({ focus: true }));
            }
        }
    });
    fill(element,
        closeButton(element),
        h('h2', { id: 'mend', tabindex: '-1', autofocus: true }, 'Change the address'),
        form);
    element.showModal();
}
