/** A modal dialog: the focus stays in it, Escape closes it where that is safe, and the focus returns afterwards. */
import { fill, h, icon } from '../dom.js';
import { explain } from '../problems.js';

/**
 * @param {{label: string, className?: string, canClose?: () => boolean}} options label is the id of its heading
 * @returns {HTMLDialogElement} shown by showModal(); it leaves the page when it closes
 */
export function dialog({ label, className = '', canClose = () => true }) {
    const element = h('dialog', { class: className, 'aria-labelledby': label });
    element.addEventListener('cancel', (event) => canClose() || event.preventDefault());
    element.addEventListener('close', () => element.remove());
    document.body.append(element);
    return element;
}

export function closeButton(element) {
    return h('button', { type: 'button', class: 'close', 'aria-label': 'Close', onclick: () => element.close() }, icon('close'));
}

/** Says in the dialog's status why it came to nothing; closing it is all that is left. */
export function refused(element, failure, onClose) {
    const { title, text } = explain(failure);
    element.querySelector('.status').textContent = failure.repeatable
        ? 'The shop did not answer just now. Have a look at the order, and try again in a minute.'
        : `${title}. ${text}`;
    fill(element.querySelector('.ways'), h('button', {
        type: 'button', class: 'button', onclick: () => {
            element.close();
            onClose();
        },
    }, 'Close'));
}
