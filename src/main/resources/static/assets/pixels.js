/** Headings in the store's own pixel letters, drawn as a picture beside the real text. */
import { h, svg, unseen } from './dom.js';

/** Five by seven pixels a letter; every row is one digit of base 32, its highest bit on the left. */
const GLYPHS = {
    A: 'ehhvhhh', B: 'uhhuhhu', C: 'ehggghe', D: 'uhhhhhu', E: 'vgguggv', F: 'vgguggg', G: 'ehgnhhe', H: 'hhhvhhh',
    I: 'e44444e', J: '72222ic', K: 'hikokih', L: 'ggggggv', M: 'hrllhhh', N: 'hhpljhh', O: 'ehhhhhe', P: 'uhhuggg',
    Q: 'ehhhlid', R: 'uhhukih', S: 'fgge11u', T: 'v444444', U: 'hhhhhhe', V: 'hhhhha4', W: 'hhhllla', X: 'hha4ahh',
    Y: 'hhha444', Z: 'v1248gv', 0: 'ehjlphe', 1: '4c4444e', 2: 'eh1248v', 3: 'v2421he', 4: '26aiv22', 5: 'vgu11he',
    6: '68guhhe', 7: 'v124888', 8: 'ehhehhe', 9: 'ehhf12c', $: '4fke5u4', '.': '00000cc', ',': '0000c48', '-': '000e000',
    ':': '0cc0cc0', '!': '4444404', '?': 'eh12404', "'": '4480000', '&': 'cik8lid',
};

/** The columns that a glyph uses, as its first one and their number. */
function extent(rows) {
    const used = rows.reduce((all, row) => all | row, 0);
    const first = Math.clz32(used) - 27;
    const last = 4 - (31 - Math.clz32(used & -used));
    return { first, width: last - first + 1 };
}

function word(text) {
    let x = 0;
    let path = '';
    for (const letter of text) {
        const rows = [...GLYPHS[letter]].map((digit) => parseInt(digit, 32));
        const { first, width } = extent(rows);
        rows.forEach((row, y) => {
            for (let column = 0; column < width; column++) {
                if (row & (16 >> (first + column))) {
                    path += `M${x + column} ${y}h1v1h-1z`;
                }
            }
        });
        x += width + 1;
    }
    return svg(
        'svg',
        { class: 'pixels', viewBox: `0 0 ${x - 1} 7`, width: x - 1, height: 7, 'aria-hidden': 'true' },
        svg('path', { fill: 'currentColor', d: path }),
    );
}

/**
 * The text in pixel letters, word by word so that it wraps; as plain text if a letter is not drawn.
 *
 * @param {string} text
 * @returns {HTMLElement}
 */
export function pixels(text) {
    const letters = text.toUpperCase();
    const drawn = [...letters].every((letter) => letter === ' ' || letter in GLYPHS);
    if (!drawn) {
        return h('span', null, text);
    }
    return h('span', { class: 'pixel-line' }, unseen(text), letters.split(' ').map(word));
}
