// Every page of the admin. Each part finds what it serves and stays silent otherwise.
import htmx from 'htmx.org';
import './menus.js';
import './jump.js';
import './list.js';
import './busy.js';
import './forms.js';
import './rows.js';
import './pickers.js';
import './drop.js';
import { mac } from '../editor/dom.js';

for (const key of document.querySelectorAll('[data-key]')) key.textContent = mac ? key.dataset.key.replace('Mod-', '⌘') : key.dataset.key.replace('Mod-', 'Ctrl ');

// What htmx brings in may hold forms that were bound already; nothing else needs a second look.
document.addEventListener('htmx:responseError', event => {
  document.dispatchEvent(new CustomEvent('say', { detail: `The server answered ${event.detail.xhr.status}. Try again.` }));
});
document.addEventListener('htmx:sendError', () => {
  document.dispatchEvent(new CustomEvent('say', { detail: 'The server can’t be reached. What you typed is still here.' }));
});
document.documentElement.dataset.ready = htmx.version;
