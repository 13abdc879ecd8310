/** What the page of a problem can do without, and has like the others: its name in pixel letters, and the colours. */
import { fill } from './dom.js';
import { pixels } from './pixels.js';
import * as theme from './theme.js';

const brand = document.getElementById('brand');
fill(brand, pixels(brand.textContent));
theme.start(document.getElementById('theme'));
