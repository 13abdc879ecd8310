/** By hand: an attempt that is begun, held before each write, broken there, and let go on. */
import { fill, h } from '../../assets/dom.js';
import { described } from './model.js';

const STEP_DOWN = { id: 'step-down', title: 'The primary steps down', says: 'Another member of the set takes over.' };

/** A button that keeps the focus while it does nothing. */
function press(id, name, does, { blocked, kind = 'plain', describedBy = null }) {
    return h('button', {
        type: 'button', class: `button ${kind}`, 'data-press': id, 'aria-describedby': describedBy,
        'aria-disabled': blocked ? 'true' : null, onclick: () => !blocked && does(),
    }, name);
}

/** One that says what it does and, where it cannot, why. */
function explained({ id, title, says }, does, blocked, why) {
    const reason = `why-${id}`;
    return h('li', null, press(id, title, does, { blocked, describedBy: reason }),
        h('p', { class: 'hint', id: reason }, says, why && h('span', { class: 'why' }, ` ${why}`)));
}

function keepFocus(element, draw) {
    const focused = element.contains(document.activeElement) ? document.activeElement.dataset.press : null;
    draw();
    if (focused) {
        element.querySelector(`[data-press="${focused}"]`)?.focus();
    }
}

/**
 * @param {HTMLElement} form where one chooses and presses
 * @param {HTMLElement} breaks where one breaks it
 * @param {{begin: Function, next: Function, end: Function, again: Function, breakIt: Function, stepDown: Function}} deeds
 */
export function steps(form, breaks, deeds) {
    const buttons = h('div', { class: 'row' });
    const clock = h('p', { id: 'clock', class: 'clock' });
    let style = 'managed';
    let process = 'own';
    let lab = null;
    let drawn = null;

    function choices({ styles }) {
        const radio = ({ id, title }) => h('label', { class: 'choice' },
            h('input', { type: 'radio', name: 'style', value: id, checked: id === style, onchange: () => (style = id) }), title);
        const second = ({ target }) => (process = target.checked ? 'second' : 'own');
        return [h('fieldset', null, h('legend', null, 'Style'), h('div', { class: 'choices' }, styles.map(radio))),
            h('label', { class: 'choice' }, h('input', { type: 'checkbox', id: 'second', onchange: second }),
                'In a second store process, which takes some seconds to start and can be made to crash')];
    }

    function drawButtons(attempt, isBusy) {
        const isHeld = Boolean(attempt?.held);
        const begin = () => deeds.begin({ style, process, stop: 'next-write' });
        fill(buttons,
            press('begin', 'Begin an attempt', begin, { blocked: isBusy, kind: '' }),
            press('next', 'Next write', deeds.next, { blocked: !isHeld }),
            press('end', 'Go on to the end', deeds.end, { blocked: !isHeld }),
            press('again', 'The buyer presses again', deeds.again, { blocked: isBusy || !attempt }));
    }

    function drawBreaks(held) {
        const { available: canStepDown, why } = lab.stepDown ?? {};
        fill(breaks, lab.breaks.map((each) => {
            const here = each.available ? held?.breaks.find(({ id }) => id === each.id) : each;
            return explained(each, () => deeds.breakIt(each.id), !held || !here?.available, here?.why);
        }), explained(STEP_DOWN, deeds.stepDown, !canStepDown, why));
    }

    function tick(model) {
        const attempt = model?.kind === 'attempt' ? model : null;
        if (attempt?.held) {
            const left = Math.max(0, Math.round((attempt.heldUntil - Date.now()) / 1000));
            const { inside, insideWhy } = attempt.held;
            fill(clock, h('b', null, `Held before ${described(attempt.held)}. `), `It goes on by itself in ${left} s. `,
                !inside && insideWhy);
        } else {
            fill(clock, attempt && attempt.state !== 'ended' ? 'Running…'
                : `A held attempt goes on by itself ${lab.limits.heldSeconds} s after it has begun.`);
        }
    }

    return {
        open(options) {
            lab = options;
            drawn = null;
            if (!form.firstChild) {
                fill(form, h('div', { class: 'stack' }, choices(options), buttons, clock));
            }
        },
        draw(model) {
            const attempt = model?.kind === 'attempt' ? model : null;
            const isBusy = Boolean(model) && model.state !== 'ended';
            const now = JSON.stringify([model?.number, isBusy, attempt?.held]);
            if (now !== drawn) {
                drawn = now;
                keepFocus(buttons, () => drawButtons(attempt, isBusy));
                keepFocus(breaks, () => drawBreaks(attempt?.held ?? null));
            }
            tick(model);
        },
        tick,
    };
}
