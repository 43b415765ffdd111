import { Plugin } from 'prosemirror-state';
import { undo, redo } from 'prosemirror-history';
import * as tables from 'prosemirror-tables';
import { h, icon, keyName } from './dom.js';
import { CATALOGUE, TEXT } from './blocks.js';
import { insertItem } from './slash.js';
import { schema } from './schema.js';
import * as c from './commands.js';

const n = schema.nodes;

const BUTTONS = [
  { label: 'Strong', icon: 'bold', key: 'Mod-B', run: c.toggle('strong'), mark: 'strong' },
  { label: 'Emphasis', icon: 'italic', key: 'Mod-I', run: c.toggle('em'), mark: 'em' },
  { label: 'Link', icon: 'link', key: 'Mod-K', run: c.editLink, mark: 'link' },
  { label: 'Code', icon: 'code', key: 'Mod-E', run: c.toggle('code'), mark: 'code' },
  { label: 'Struck through', icon: 'strikethrough', key: 'Mod-Shift-X', run: c.toggle('s'), mark: 's' },
  null,
  { label: 'Bullet list', icon: 'list', key: 'Mod-Shift-8', run: c.toggleList('bullet') },
  { label: 'Numbered list', icon: 'list-numbers', key: 'Mod-Shift-7', run: c.toggleList('number') },
  { label: 'Checklist', icon: 'list-check', key: 'Mod-Shift-9', run: c.toggleList('check') },
  { label: 'Quote', icon: 'quote', run: c.quote },
  null,
  { label: 'Undo', icon: 'arrow-back-up', key: 'Mod-Z', run: undo, needs: undo },
  { label: 'Redo', icon: 'arrow-forward-up', key: 'Mod-Shift-Z', run: redo, needs: redo },
];

const TABLE = [
  ['Row below', 'row-insert-bottom', tables.addRowAfter], ['Column after', 'column-insert-right', tables.addColumnAfter],
  ['Delete row', 'row-remove', tables.deleteRow], ['Delete column', 'column-remove', tables.deleteColumn],
  ['Head row', 'table-row', tables.toggleHeaderRow], ['Merge cells', 'arrows-join', tables.mergeCells],
  ['Split cell', 'arrows-split', tables.splitCell], ['Delete table', 'table-off', tables.deleteTable],
];

export function toolbar(place) {
  return new Plugin({ view: view => new Toolbar(view, place) });
}

class Toolbar {
  constructor(view, place) {
    this.view = view;
    this.kind = h('select', { class: 'tool-kind form-select', 'aria-label': 'Kind of text', onchange: event => this.turn(event.target.value) },
      TEXT.filter(t => t.turn).map(t => h('option', { value: t.key }, t.label)), h('option', { value: '', hidden: true }, 'Block'));
    this.insert = h('select', { class: 'tool-insert form-select', 'aria-label': 'Insert a block', onchange: event => {
      insertItem(view, CATALOGUE.find(item => item.key === event.target.value));
      event.target.value = '';
    } }, h('option', { value: '' }, '+ Insert'), CATALOGUE.slice(4).map(item => h('option', { value: item.key }, item.label)));
    this.buttons = BUTTONS.map(b => b && { ...b, dom: this.button(b) });
    this.table = h('span', { class: 'tool-group', hidden: true }, TABLE.map(([label, name, run]) => this.button({ label, icon: name, run })));
    const more = h('button', { type: 'button', class: 'tool', 'aria-label': 'Options of this block', title: 'Options of this block',
      onclick: () => view.dom.dispatchEvent(new CustomEvent('block-options')) }, icon('dots'));
    this.dom = h('div', { class: 'toolbar', role: 'toolbar', 'aria-label': 'Formatting' }, this.kind,
      this.buttons.map(b => (b ? b.dom : h('span', { class: 'tool-gap' }))), this.insert, more, this.table);
    this.dom.addEventListener('keydown', event => this.arrows(event));
    place.prepend(this.dom);
    this.update();
  }

  button({ label, icon: name, key, run }) {
    const title = key ? `${label} (${keyName(key)})` : label;
    return h('button', { type: 'button', class: 'tool', 'aria-label': label, title,
      onmousedown: event => event.preventDefault(),
      onclick: () => { this.view.focus(); run(this.view.state, this.view.dispatch, this.view); } }, icon(name));
  }

  turn(key) {
    const [type, attrs] = TEXT.find(t => t.key === key).turn;
    c.turnInto(type, attrs)(this.view.state, this.view.dispatch);
    this.view.focus();
  }

  arrows(event) {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step || event.target.matches('select')) return;
    const all = [...this.dom.querySelectorAll('button:not([disabled]), select')].filter(e => e.offsetParent);
    all[(all.indexOf(document.activeElement) + step + all.length) % all.length].focus();
    event.preventDefault();
  }

  update() {
    const { state } = this.view;
    const { parent } = state.selection.$from;
    this.kind.value = TEXT.find(t => t.turn && t.turn[0] === parent.type && (parent.type !== n.heading || t.turn[1].level === parent.attrs.level))?.key ?? '';
    for (const b of this.buttons) {
      if (!b) continue;
      if (b.mark) b.dom.setAttribute('aria-pressed', String(c.markActive(state, schema.marks[b.mark])));
      if (b.needs) b.dom.disabled = !b.needs(state);
    }
    this.table.hidden = !tables.isInTable(state);
  }

  destroy() { this.dom.remove(); }
}
