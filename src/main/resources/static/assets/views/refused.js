/** What a dialog says when it came to nothing. */
import { fill, h } from '../dom.js';
import { explain } from '../problems.js';

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
