import { h, icon } from './dom.js';

/** A listbox that floats by the text while the text keeps the focus; arrows and Enter are handed to `key`. */
export class Menu {
  constructor(label, choose) {
    this.choose = choose;
    this.items = [];
    this.at = 0;
    this.dom = h('div', { class: 'float-menu', role: 'listbox', 'aria-label': label, hidden: true });
    this.dom.addEventListener('mousedown', event => event.preventDefault());
    document.body.append(this.dom);
  }

  show(items) {
    this.items = items;
    this.at = Math.min(this.at, Math.max(0, items.length - 1));
    this.dom.replaceChildren(...(items.length ? items.map((item, i) => h('div', {
      role: 'option', class: 'float-item', 'aria-selected': String(i === this.at), onclick: () => this.choose(item),
    }, icon(item.icon), h('span', {}, item.label), item.hint ? h('kbd', {}, item.hint) : null))
      : [h('div', { class: 'float-none' }, 'No block by that name')]));
    this.dom.querySelector('[aria-selected=true]')?.scrollIntoView({ block: 'nearest' });
  }

  key(event) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && this.items.length) {
      this.at = (this.at + step + this.items.length) % this.items.length;
      this.show(this.items);
      return true;
    }
    if ((event.key === 'Enter' || event.key === 'Tab') && this.items.length) { this.choose(this.items[this.at]); return true; }
    return false;
  }

  hide() { this.dom.hidden = true; this.at = 0; }
  get open() { return !this.dom.hidden; }
}
