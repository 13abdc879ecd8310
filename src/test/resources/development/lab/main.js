/** The transaction lab: the address behind the # chooses what is tried, the lab's events say what is shown. */
import { fill, h } from '../../assets/dom.js';
import { pixels } from '../../assets/pixels.js';
import * as theme from '../../assets/theme.js';
import * as api from './api.js';
import { crowd } from './crowd.js';
import { begin, take } from './model.js';
import { build, buildCrowd, BY_HAND, CROWD, experiments } from './page.js';
import { panes } from './panes.js';
import { steps } from './steps.js';
import { timeline } from './timeline.js';
import { verdicts } from './verdicts.js';

/** So long there is to read a step of a script. */
const TO_READ = 1_000;
const AGAIN = 1_500;
const SHOWN_FIRST = 'managed';
const LEGENDS = {
    plain: 'There is no inside: each write is outside at once.',
    inside: 'Outside is what anybody reads, inside what the transaction sees. Struck out: it was inside, and was taken back.',
};

const main = document.getElementById('main');
const banner = document.getElementById('banner');
let lab = null;
let model = null;
let watched = null;
let parts = {};
let draw = {};
let isDrawing = false;

/* What the address asks for. */

function chosen() {
    return location.hash.replace(/^#\/?/, '') || lab.scripts[0].id;
}

function choose() {
    const id = chosen();
    const experiment = experiments(lab).find((each) => each.id === id);
    main.querySelectorAll('[data-experiment]').forEach((link) => {
        if (link.dataset.experiment === id) {
            link.setAttribute('aria-current', 'true');
        } else {
            link.removeAttribute('aria-current');
        }
    });
    fill(parts.experiment, experiment?.title ?? 'Nothing here');
    document.title = `${parts.experiment.textContent} · Transaction lab`;
    fill(parts.intro, h('p', { class: 'lead' }, experiment?.lookFor ?? 'There is no such experiment. Choose one of the list.'),
        experiment?.styles && starter(experiment));
    fill(parts.trouble);
    parts.hand.hidden = id !== BY_HAND;
    parts.breaking.hidden = id !== BY_HAND;
    parts.people.hidden = id !== CROWD;
    if (id === BY_HAND) {
        parts.breaking.after(parts.compared);
    } else {
        parts.looking.before(parts.compared);
    }
    refresh();
}

function starter({ id, secondProcess }) {
    return h('p', { class: 'row' },
        h('button', { type: 'button', class: 'button', 'data-run': id, onclick: () => doing(() => api.act(`scripts/${id}`)) },
            'Run it in all four styles'),
        secondProcess && h('span', { class: 'hint' }, 'It starts a second store process, which takes some seconds.'));
}

/* What is done. */

async function doing(deed) {
    fill(parts.trouble);
    try {
        await deed();
    } catch (failure) {
        if (!failure.refusal) {
            throw failure;
        }
        fill(parts.trouble, failure.message);
    }
}

async function stepDown() {
    say('The primary is asked to step down…');
    await api.stepDown();
    say('Another member is primary now, or 15 s have passed.');
}

function prepare() {
    parts = build(main, lab);
    const { chart, rows } = buildCrowd(parts.people, lab, (buyers, stock) => doing(() => api.act('crowd', { buyers, stock })));
    draw = {
        panes: panes(parts.panes),
        timeline: timeline(parts.timeline),
        crowd: crowd(chart, rows),
        verdicts: verdicts(parts.styles, (id) => {
            watched = id;
            refresh();
        }),
        steps: steps(parts.hand, parts.breaks, {
            begin: (body) => doing(() => api.act('attempts', body)),
            next: () => doing(() => api.act('next', { stop: 'next-write' })),
            end: () => doing(() => api.act('next', { stop: 'none' })),
            again: () => doing(() => api.act('attempts/again')),
            breakIt: (kind) => doing(() => api.act('break', { kind, stop: 'none' })),
            stepDown: () => doing(stepDown),
        }),
    };
    draw.steps.open(lab);
}

/* What is said and shown. */

function say(sentence, style) {
    const title = style && model.styles.length > 1 && titleOf(style);
    parts.said.append(h('li', null, title && h('b', null, `${title}: `), sentence));
    parts.log.scrollTop = parts.log.scrollHeight;
}

function titleOf(style) {
    return lab.styles.find(({ id }) => id === style).title;
}

async function taken(event, before) {
    if (event.operation !== model?.number) {
        if (event.type !== 'operation') {
            return;
        }
        model = begin(event);
        watched = model.styles.includes(SHOWN_FIRST) ? SHOWN_FIRST : model.styles[0];
        fill(parts.said);
    }
    take(model, event).forEach((sentence) => say(sentence, event.style));
    refresh();
    if (!before && event.type === 'step') {
        await api.pause(TO_READ);
    }
}

/** Draws what is known, once for all that has come in meanwhile. */
function refresh() {
    if (!isDrawing) {
        isDrawing = true;
        setTimeout(() => {
            isDrawing = false;
            redraw();
        }, 0);
    }
}

/** The last operation, if the address asks for one such. */
function shown() {
    const of = { attempt: BY_HAND, crowd: CROWD };
    return model && (model.script ?? of[model.kind]) === chosen() ? model : null;
}

function redraw() {
    const current = shown();
    const style = current?.of[watched] ?? null;
    const isCrowd = chosen() === CROWD;
    draw.verdicts(lab.styles.filter(({ id }) => !current || current.styles.includes(id)), current, watched);
    draw.steps.draw(model);
    if (current && isCrowd) {
        draw.crowd(lab.styles, current);
    }
    parts.happening.hidden = !current;
    parts.looking.hidden = !current || isCrowd;
    parts.commands.hidden = !current || isCrowd;
    draw.panes(style, style && `${current.number} ${watched}`);
    draw.timeline(style?.timeline ?? []);
    fill(parts.collections, style && `${titleOf(watched)}: the three collections`);
    fill(parts.wire, style && `${titleOf(watched)}: on the wire`);
    fill(parts.legend, style && LEGENDS[watched === 'plain' ? 'plain' : 'inside']);
    const isBusy = Boolean(model) && model.state !== 'ended';
    main.querySelectorAll('[data-run]').forEach((button) => {
        if (isBusy) {
            button.setAttribute('aria-disabled', 'true');
        } else {
            button.removeAttribute('aria-disabled');
        }
    });
}

function showBanner(sentence) {
    banner.hidden = !sentence;
    if (banner.textContent !== (sentence ?? '')) {
        fill(banner, sentence);
    }
}

/** What the lab is, as soon as there is an answer. */
async function described() {
    for (;;) {
        try {
            lab = await api.lab();
            showBanner(null);
            fill(document.getElementById('server'),
                lab.failed ?? (lab.server ? `On ${lab.server.description}.` : 'The lab is starting…'));
            return;
        } catch (failure) {
            if (!failure.refusal) {
                throw failure;
            }
            showBanner(failure.message);
            await api.pause(AGAIN);
        }
    }
}

/** Only a lab that has started knows what its server can. */
async function untilReady() {
    while (!lab.ready && !lab.failed) {
        await api.pause(AGAIN);
        await described();
        draw.steps.open(lab);
        refresh();
    }
}

async function start() {
    fill(document.getElementById('brand'), pixels('Transaction lab'));
    theme.start(document.getElementById('theme'));
    document.getElementById('skip').addEventListener('click', (event) => {
        event.preventDefault();
        parts.experiment?.focus();
    });
    await described();
    prepare();
    choose();
    main.removeAttribute('aria-busy');
    addEventListener('hashchange', () => {
        choose();
        parts.experiment.focus();
    });
    setInterval(() => draw.steps.tick(model), 1_000);
    await Promise.all([untilReady(), api.follow(taken, showBanner)]);
}

start();
