/** A modal dialog: the focus stays in it, Escape closes it where that is safe, and the focus returns afterwards. */
import { h, icon } from '../dom.js';

/**
 * @param {{label: string, className?: string, canClose?: () => boolean}} options label is the id of its heading
 * @returns {HTMLDialogElement} shown by showModal(); it leaves the page when it closes
 */
export function dialog({ label, className = '', canClose = () => true }) {
    const element = h('dialog', { class: className, 'aria-labelledby': label });
    element.addEventListener('cancel', (event) => canClose() || event.preventDefault());
    element.addEventListener('close', () => element.open || element.remove());
    document.body.append(element);
    return element;
}

export function closeButton(element) {
    return h('button', { type: 'button', class: 'close', 'aria-label': 'Close', onclick: () => element.close() }, icon('close'));
}
