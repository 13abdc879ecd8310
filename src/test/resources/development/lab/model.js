/** What the events of an operation add up to; the page shows nothing else. */
import { differences, short } from './documents.js';

const OF_TRANSACTIONS = ['commitTransaction', 'abortTransaction'];

function freshStyle() {
    return {
        panes: null, timeline: [], commands: new Map(), transactions: new Map(), verdict: null, crowd: [],
        // the last transaction that could be looked into: what it saw, what it had changed, what became of it
        inside: null, own: [], of: null, end: null, heldIn: new Map(),
    };
}

/** @param {{operation: number}} event the first of its operation */
export function begin(event) {
    const { operation: number, kind, script, styles, state } = event;
    return { number, kind, script, styles, state, held: null, heldUntil: null,
        of: Object.fromEntries(event.styles.map((id) => [id, freshStyle()])) };
}

/**
 * Takes one event in.
 *
 * @returns {string[]} what there is to say of it, in sentences
 */
export function take(model, event) {
    const styles = event.style ? [model.of[event.style]].filter(Boolean) : Object.values(model.of);
    return TAKERS[event.type]?.(event, styles, model) ?? [];
}

const TAKERS = {
    operation(event, styles, model) {
        model.state = event.state;
        if (event.state !== 'held') {
            model.held = null;
        }
        return event.failed ? [`The lab itself failed: ${event.failed}`] : [];
    },
    step(event, styles) {
        styles.forEach((style) => style.timeline.push({ kind: 'step', event }));
        return [event.text];
    },
    process(event, styles) {
        styles.forEach((style) => style.timeline.push({ kind: 'process', event }));
        return event.state === 'killed' ? ['The second store process was killed.'] : [];
    },
    command(event, styles) {
        styles.forEach((style) => {
            const entry = { kind: 'command', event, answer: null };
            style.timeline.push(entry);
            style.commands.set(event.id, entry);
            note(style, event);
        });
    },
    answer(event, styles) {
        styles.forEach((style) => {
            const entry = style.commands.get(event.id);
            if (entry) {
                entry.answer = event;
                settle(style, entry);
            }
        });
    },
    retry(event, styles) {
        styles.forEach((style) => style.timeline.push({ kind: 'retry', event }));
        return [`Run ${event.run} after a pause of ${event.pauseMillis} ms, because of: ${event.because}.`];
    },
    held(event, styles, model) {
        model.held = event;
        model.heldUntil = Date.now() + event.secondsLeft * 1000;
        styles.forEach((style) => {
            style.timeline.push({ kind: 'held', event });
            style.heldIn.set(event.who, transactionOf(style.commands.get(event.command)?.event));
        });
        return model.kind === 'attempt' ? [`Held before ${described(event)}.`] : [];
    },
    released(event, styles, model) {
        model.held = null;
        return event.by === 'time' ? ['It went on by itself: its time was over.'] : [];
    },
    break(event, styles) {
        styles.forEach((style) => style.timeline.push({ kind: 'break', event }));
        return [event.says];
    },
    panes(event, styles) {
        return styles.flatMap((style) => look(style, event));
    },
    response(event, styles) {
        styles.forEach((style) => {
            style.timeline.push({ kind: 'response', event });
            style.transactions.forEach((each) => (each.isOver ||= each.who === event.who));
        });
        return [answered(event)];
    },
    verdict(event, styles) {
        styles.forEach((style) => (style.verdict = event));
        return [event.says];
    },
    crowd(event, styles) {
        styles.forEach((style) => style.crowd.push(event));
    },
};

function transactionOf(command) {
    return typeof command?.transaction === 'number' ? `${command.session} ${command.transaction}` : null;
}

function note(style, command) {
    const key = transactionOf(command);
    if (key === null) {
        return;
    }
    const of = style.transactions.get(key) ?? { who: command.who, writes: 0, isCommitted: false, isOver: false };
    style.transactions.set(key, of);
    if (OF_TRANSACTIONS.includes(command.name)) {
        of.isOver = true;
    } else if (command.write) {
        of.writes++;
    }
}

function settle(style, { event, answer }) {
    const of = style.transactions.get(transactionOf(event));
    if (!of) {
        return;
    }
    of.isCommitted ||= event.name === 'commitTransaction' && answer.ok;
    of.isOver ||= !answer.ok;
    if (event.write && !OF_TRANSACTIONS.includes(event.name) && (!answer.ok || answer.matched === 0)) {
        of.writes--;
    }
}

/** A new look at the collections. */
function look(style, { outside, inside, who }) {
    const before = style.panes?.outside ?? outside;
    style.panes = { outside };
    if (inside) {
        return lookInside(style, inside, style.heldIn.get(who), before);
    }
    const of = style.transactions.get(style.of);
    if (!style.inside || style.end || (of && !of.isOver)) {
        return [];
    }
    style.end = of?.isCommitted ? 'committed' : 'rolled-back';
    if (style.end === 'committed') {
        return ['Committed: all of it is outside now.'];
    }
    return [`Rolled back: ${list(style.own, ({ before: was, after }) => `${was ?? 'none'}, not ${after ?? 'gone'}`, 'is gone')}.`];
}

function lookInside(style, inside, of, before) {
    if (of !== style.of) {
        Object.assign(style, { of, end: null, base: before });
    }
    style.inside = inside;
    style.own = differences(style.base, inside);
    return style.own.length ? [`Inside only: ${list(style.own, ({ after }) => after ?? 'gone', '')}.`] : [];
}

/** The changes that tell most: of a new document that it is there, of others a value. */
function list(changes, tell, ofNew) {
    const isNew = (change) => changes.every(({ document, before }) => document !== change.document || before === null);
    const said = changes
        .filter((change) => isNew(change) || /^(lifeTimeValue|quantity)$/.test(change.field))
        .map((change) => (isNew(change) ? `${short(change.document)} ${ofNew}` : `${short(change.document)} ${change.field} ${tell(change)}`));
    return [...new Set(said)].map((each) => each.trim()).join('; ');
}

export function described({ name, collection }) {
    return collection ? `${name} of ${collection}` : name;
}

export function answered({ status, code, replayed, lost, who }) {
    const whom = { other: 'Another buyer', tab: 'The buyer’s other tab' }[who] ?? 'The buyer';
    if (lost) {
        return `The answer to the buyer, ${status}, was lost on its way.`;
    }
    const what = status === null ? 'no answer' : [status, code, replayed && 'replayed'].filter(Boolean).join(' ');
    return `${whom} got ${what}.`;
}

/** How many transactions were begun, committed and rolled back, and how many writes the latter take with them. */
export function counted(style) {
    const all = [...style.transactions.values()];
    const back = all.filter(({ isCommitted }) => !isCommitted);
    return { begun: all.length, committed: all.length - back.length, rolledBack: back.length,
        writesBack: back.reduce((sum, { writes }) => sum + writes, 0) };
}
