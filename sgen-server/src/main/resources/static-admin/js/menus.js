import { h, icon, keyName } from '../editor/dom.js';

const menus = () => document.querySelectorAll('details.menu[open]');

document.addEventListener('click', event => {
  for (const menu of menus()) if (!menu.contains(event.target)) menu.open = false;
});
document.addEventListener('keydown', event => {
  if (event.key !== 'Escape') return;
  for (const menu of menus()) { menu.open = false; menu.querySelector('summary').focus(); }
});
document.addEventListener('toggle', event => {
  if (!event.target.matches?.('details.menu') || !event.target.open) return;
  for (const menu of menus()) if (menu !== event.target && !menu.contains(event.target)) menu.open = false;
}, true);

// Down and up walk through an open menu.
document.addEventListener('keydown', event => {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  const menu = step && event.target.closest?.('details.menu[open]');
  if (!menu) return;
  const entries = [...menu.querySelectorAll('.menu-panel a, .menu-panel button')];
  entries[(entries.indexOf(event.target) + step + entries.length) % entries.length]?.focus();
  event.preventDefault();
});

document.querySelector('.nav-open')?.addEventListener('click', event => {
  const shown = document.body.classList.toggle('nav-shown');
  event.currentTarget.setAttribute('aria-expanded', String(shown));
});

/** A passing line for what happened without a new page. */
document.addEventListener('say', event => {
  document.querySelector('.say')?.remove();
  const line = h('div', { class: 'notice notice-refused say', role: 'alert' }, icon('alert-triangle'), h('span', {}, event.detail),
    h('button', { type: 'button', class: 'linkish push', onclick: () => line.remove() }, 'Close'));
  document.body.append(line);
});

const KEYS = [
  ['Mod-K', 'Jump to a record or a section'], ['?', 'Show these keys'], ['J', 'Next row'], ['K', 'Row before'], ['X', 'Select the row'],
  ['Enter', 'Open the row'], ['Mod-S', 'Save'], ['/', 'In the text: insert a block'], ['Mod-B', 'In the text: strong (I emphasis, K link, E code)'],
  ['Alt-↑', 'In the text: move the block up'], ['Alt-↓', 'In the text: move the block down'], ['Tab', 'In a list of the text: indent'],
];

export function showKeys() {
  const dialog = h('dialog', { class: 'sheet', 'aria-label': 'Keyboard' },
    h('header', { class: 'sheet-head' }, h('h2', {}, 'Keyboard'), h('button', { type: 'button', class: 'icon-button', 'aria-label': 'Close', onclick: () => dialog.close() }, icon('x'))),
    h('div', { class: 'sheet-body' }, h('dl', { class: 'keys' }, KEYS.flatMap(([key, what]) => [h('dt', {}, h('kbd', {}, keyName(key))), h('dd', {}, what)]))));
  dialog.addEventListener('close', () => dialog.remove());
  dialog.addEventListener('click', event => { if (event.target === dialog) dialog.close(); });
  document.body.append(dialog);
  dialog.showModal();
}

document.querySelector('[data-keys]')?.addEventListener('click', showKeys);
document.addEventListener('keydown', event => {
  if (event.key === '?' && !event.target.closest('input, textarea, select, [contenteditable=true], dialog')) showKeys();
});
