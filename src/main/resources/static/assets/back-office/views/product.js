/** One product: made, edited, withdrawn, brought back. */
import { isFailure } from '../../api.js';
import { announce, fill, h } from '../../dom.js';
import * as money from '../../money.js';
import { go } from '../../router.js';
import { callAsUser, configuration, exchangeAsUser } from '../../session.js';
import { when } from '../../views/dates.js';
import { heading, link } from '../../views/messages.js';
import { picture, placeOf } from '../../views/picture.js';
import { allRight, button, field, showFailure } from '../ask.js';
import { carryOut, deed, isOpen, waiting } from '../deeds.js';
import { change, live } from '../live.js';
import { isOnlyClerk } from '../staff.js';
import { keep, keepTyped, recall } from '../typed.js';
import { byWhom, eventName, explain } from '../words.js';

const NAMES = { name: 'Name', year: 'Year', price: 'Price', imageUrl: 'Picture', description: 'Description' };

/** A product as the form has it: text. */
function textOf({ name, year, price, imageUrl, description }) {
    return {
        name: name ?? '',
        year: String(year ?? ''),
        price: price ? money.plain(price) : '',
        imageUrl: imageUrl ?? '',
        description: description ?? '',
    };
}

function makeForm(currency, readonly) {
    const input = (name, attributes) => h('input', {
        id: `product-${name}`, name, type: 'text', autocomplete: 'off', readonly,
        'data-pointer': name === 'price' ? '/price/amount' : `/${name}`, ...attributes,
    });
    const controls = {
        name: input('name', { maxlength: 200 }),
        year: input('year', { inputmode: 'numeric', maxlength: 4 }),
        price: input('price', { inputmode: 'decimal' }),
        imageUrl: input('imageUrl', { maxlength: 500, placeholder: '/images/… or https://…', spellcheck: 'false' }),
        description: h('textarea', {
            id: 'product-description', name: 'description', rows: 5, maxlength: 5000, readonly, 'data-pointer': '/description',
        }),
    };
    const preview = h('div', { class: 'preview' });
    const value = (name) => controls[name].value.trim();
    const show = () => fill(preview,
        picture({ name: value('name'), imageUrl: placeOf(value('imageUrl')) }, { eager: true, className: 'large' }));
    controls.imageUrl.addEventListener('change', show);
    controls.name.addEventListener('change', show);
    const status = h('p', { class: 'status', role: 'status' });
    const save = h('button', { type: 'submit', class: 'button', hidden: readonly }, 'Save');
    const ways = h('div', { class: 'row' }, save);
    const element = h('form', { class: 'stack', novalidate: true, 'aria-label': 'The product' },
        h('fieldset', { class: 'address' },
            field('Name', controls.name),
            field('Year', controls.year, { className: 'half' }),
            field(`Price in ${currency}`, controls.price, { className: 'half' }),
            field('Picture', controls.imageUrl, { hint: 'a path of this shop, or an address that it allows' }),
            field('Description', controls.description)),
        status, ways);
    return {
        element, status, save, ways, preview,
        show: (values) => {
            Object.entries(textOf(values)).forEach(([name, text]) => (controls[name].value = text));
            show();
        },
        drawn: show,
        text: () => Object.fromEntries(Object.keys(controls).map((name) => [name, controls[name].value])),
        read: () => {
            const price = money.parse(controls.price.value, currency);
            const year = Number(controls.year.value);
            const right = allRight([
                [controls.name, value('name') ? null : 'What is it called?'],
                [controls.year, Number.isInteger(year) && year >= 1950 && year <= 2100 ? null : 'A year from 1950 to 2100.'],
                [controls.price, price && price.amount > 0 ? null : 'What does it cost, such as 89.99?'],
                [controls.imageUrl, value('imageUrl') ? null : 'Where is its picture?'],
            ]);
            const { value: description } = controls.description;
            return right ? { name: value('name'), year, description, imageUrl: value('imageUrl'), price } : null;
        },
    };
}

/** Sends what is in the form, and asks for what has no answer. */
function saving(form, path, wish, done) {
    const again = button('Ask for it now', '', () => waiting(path) && run(waiting(path)));
    again.hidden = true;
    form.ways.append(again);
    const showOpen = (sentence) => {
        form.save.hidden = true;
        again.hidden = false;
        form.status.textContent = sentence;
    };
    const run = async (wanted) => {
        form.save.disabled = again.disabled = true;
        form.status.textContent = 'Saving…';
        try {
            const product = await carryOut(wanted, () => (form.status.textContent = 'No answer yet. Asking again by itself…'));
            form.status.textContent = '';
            await done(product);
        } catch (failure) {
            if (!isFailure(failure)) {
                throw failure;
            }
            if (isOpen(failure)) {
                showOpen(explain(failure));
                return;
            }
            showFailure(form.element, form.status, failure);
        } finally {
            form.save.disabled = again.disabled = false;
        }
        again.hidden = true;
        form.save.hidden = false;
    };
    form.element.addEventListener('submit', (event) => {
        event.preventDefault();
        const body = form.save.disabled || form.save.hidden ? null : form.read();
        if (body) {
            run(deed({ ...wish(body), path, body }));
        }
    });
    const earlier = waiting(path);
    if (earlier) {
        showOpen(`“${earlier.what}” has no answer yet. It is done once, however often it is asked for.`);
    }
}

function page(title, ...parts) {
    return {
        title,
        element: h('div', null, h('nav', { class: 'crumbs', 'aria-label': 'Back' }, link('#/products', '← Products', 'quiet')), parts),
    };
}

export async function newProduct() {
    const { currency } = await configuration();
    const form = makeForm(currency, false);
    const typed = keepTyped(form.element, 'product.new');
    form.drawn();
    saving(form, '/staff/products', ({ name }) => ({ what: `The new product ${name}`, method: 'POST' }), (product) => {
        typed.drop();
        announce(`${product.name} is made. There is none of it yet: book what comes in.`);
        go(`/products/${encodeURIComponent(product.id)}`);
    });
    return page('New product', heading('New product'), h('div', { class: 'split' }, form.element, form.preview));
}

function history(past) {
    return h('section', { class: 'sheet-part', 'aria-labelledby': 'past' }, h('h2', { id: 'past' }, 'What has happened'),
        h('ol', { class: 'log' }, past.map((entry) => h('li', null,
            h('span', null, eventName(entry), h('span', { class: 'hint' }, ` · ${byWhom(entry)}`),
                entry.reason && h('span', { class: 'said-by' }, `“${entry.reason}”`)),
            when(entry.at)))));
}

/** Withdraws it or brings it back: each is the other's way back, so nobody is asked. */
function offering(product, path, status) {
    const { withdrawn, name, id } = product;
    const run = async () => {
        try {
            await carryOut(deed(withdrawn
                ? { what: `Bringing back ${name ?? id}`, method: 'POST', path: `${path}/restore` }
                : { what: `Withdrawing ${name ?? id}`, method: 'DELETE', path }));
            announce(withdrawn ? `${name ?? id} is sold again.` : `${name ?? id} is not sold any more.`);
        } catch (failure) {
            if (!isFailure(failure)) {
                throw failure;
            }
            status.textContent = explain(failure);
        }
    };
    return button(withdrawn ? 'Bring it back' : 'Withdraw it', 'plain', run, { 'data-act': 'offering' });
}

/** Says what somebody else has changed while this form was being filled, and lets the person choose. */
function meanwhile(mine, theirs, take, stay) {
    const different = Object.keys(NAMES).filter((name) => mine[name] !== theirs[name]);
    return h('div', { class: 'notice bad', role: 'alert' },
        h('p', null, 'Somebody has edited this product meanwhile. Not as in your form: ',
            different.map((name) => `${NAMES[name]} “${theirs[name]}”`).join(', ') || 'nothing', '.'),
        h('div', { class: 'row' },
            button('Take theirs', 'plain', take, { 'data-act': 'theirs' }),
            button('Go on with mine', 'plain', stay, { 'data-act': 'mine' })));
}

export async function view({ id, signal }) {
    const path = `/staff/products/${encodeURIComponent(id)}`;
    const draft = `product.${id}`;
    const { currency } = await configuration();
    const form = makeForm(currency, isOnlyClerk());
    const side = h('div', { class: 'stack' });
    const notice = h('div');
    let base = recall(`${draft}.base`);
    let typed;

    /** From here on the form stands on this edit. */
    const standOn = (product, tag) => {
        base = { tag, text: textOf(product) };
        keep(`${draft}.base`, base);
        fill(notice);
    };
    const take = (product, tag) => {
        typed?.drop();
        form.show(product);
        standOn(product, tag);
    };
    const isTouched = () => JSON.stringify(form.text()) !== JSON.stringify(base.text);
    const read = async () => {
        const [{ body, tag }, past] = await Promise.all([exchangeAsUser('GET', path), callAsUser('GET', `${path}/history`)]);
        return { product: body, tag, past };
    };

    const title = h('div');
    let known = null;
    const refresh = await live(signal, read, ({ product, tag, past }, quiet) => {
        if (!known) {
            title.append(heading(product.name ?? product.id));
            const before = recall(draft) && base;
            form.show(product);
            before || standOn(product, tag);
            typed = keepTyped(form.element, draft);
            form.drawn();
        }
        if (base.tag !== tag) {
            if (isTouched()) {
                fill(notice, meanwhile(form.text(), textOf(product), () => take(product, tag), () => standOn(product, tag)));
            } else {
                take(product, tag);
            }
        }
        if (known && !quiet) {
            announce(`${product.name ?? product.id} has changed: ${product.quantity ?? 'not to be counted'} in stock.`);
        }
        known = product;
        change(side, form.preview,
            h('p', { class: product.quantity ? 'stock' : 'stock none' },
                product.quantity === null ? 'Cannot be counted' : `${product.quantity} in stock`, product.withdrawn && ', withdrawn'),
            product.defect && h('p', { class: 'error' }, product.defect),
            !isOnlyClerk() && offering(product, path, form.status),
            history(past));
    });
    saving(form, path, ({ name }) => ({ what: `The edit of ${name}`, method: 'PUT', tag: base.tag }), async (product) => {
        announce(`${product.name} is saved.`);
        typed.drop();
        base = { ...base, text: form.text() };
        await refresh();
    });
    signal.addEventListener('abort', () => isTouched() || keep(`${draft}.base`, null));
    return page(known.name ?? known.id, title, notice, h('div', { class: 'split' }, form.element, side));
}
