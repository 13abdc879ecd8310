/** Every command as it went over the wire, and what became of it. */
import { fill, h } from '../../assets/dom.js';
import { answered, described } from './model.js';

function json(value) {
    return JSON.stringify(value, null, 1).replace(/\s*\n\s*/g, ' ');
}

function badge(text, kind) {
    return h('span', { class: `tag ${kind}` }, text);
}

function outcome(answer) {
    if (!answer) {
        return h('p', { class: 'outcome open' }, 'no answer yet');
    }
    const took = `${answer.millis} ms`;
    if (answer.ok) {
        const isCounted = typeof answer.matched === 'number';
        const counts = isCounted ? `, matched ${answer.matched}, modified ${answer.modified ?? 0}` : '';
        return h('p', { class: 'outcome' }, `ok${counts} · ${took}`);
    }
    const what = answer.codeName ?? (answer.code === null ? 'no answer: the connection broke' : `code ${answer.code}`);
    return h('p', { class: 'outcome bad' }, `${what}${answer.codeName && answer.code ? ` (${answer.code})` : ''} · ${took}`,
        answer.labels?.map((label) => [' ', badge(label, 'label')]),
        answer.message && h('span', { class: 'message' }, answer.message));
}

function command({ event, answer }) {
    return [
        h('p', { class: 'what' }, h('b', null, event.name), event.collection && ` ${event.collection}`, ' ',
            event.startTransaction && badge('startTransaction', 'start'), ' ',
            event.transaction !== null && badge(`session ${event.session}, transaction ${event.transaction}`, 'session')),
        event.filter && h('p', { class: 'code' }, h('span', null, 'filter '), h('code', null, json(event.filter))),
        event.change && h('p', { class: 'code' }, h('span', null, 'change '), h('code', null, json(event.change))),
        outcome(answer),
        event.body && h('details', null, h('summary', null, `The whole ${event.name}`), h('code', null, json(event.body))),
    ];
}

const SENTENCES = {
    step: (event) => event.text,
    process: (event) => `The second store process (${event.pid ?? 'no id yet'}): ${event.state}.`,
    retry: (event) => `Run ${event.run}, after a pause of ${event.pauseMillis} ms, because of ${event.because}.`,
    held: (event) => `Held before ${described(event)}.`,
    break: (event) => event.says,
    response: answered,
};

const WHO = { other: 'another buyer', tab: 'the other tab' };

function entry(each) {
    const { event, kind } = each;
    return h('li', { class: kind, 'data-ok': each.answer ? String(each.answer.ok) : null },
        h('span', { class: 'at' }, `${event.at} ms`, WHO[event.who] && badge(WHO[event.who], 'who')),
        h('div', null, kind === 'command' ? command(each) : h('p', { class: 'what' }, SENTENCES[kind](event))));
}

/** Draws what has been added or answered since the last time; what is unfolded stays so. */
export function timeline(element) {
    let drawn = [];
    return (entries) => {
        if (drawn[0] && drawn[0].of !== entries[0]) {
            drawn = [];
            fill(element);
        }
        entries.forEach((each, index) => {
            const known = drawn[index];
            if (known && known.answer === (each.answer ?? null)) {
                return;
            }
            const made = entry(each);
            if (known) {
                known.element.replaceWith(made);
            } else {
                element.append(made);
            }
            drawn[index] = { of: each, answer: each.answer ?? null, element: made };
        });
        if (entries.length === 0) {
            fill(element);
            drawn = [];
        }
    };
}
