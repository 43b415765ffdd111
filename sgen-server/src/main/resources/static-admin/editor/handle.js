import { NodeSelection, Plugin } from 'prosemirror-state';
import { h, icon, place, keyName } from './dom.js';
import { SETTINGS, labelOf } from './blocks.js';
import { form } from './fields.js';
import * as c from './commands.js';

/** The grip beside the block under the pointer: drag it to move the block, click it for what can be done with it. */
export function handle() {
  return new Plugin({ view: view => new Handle(view) });
}

class Handle {
  constructor(view) {
    this.view = view;
    this.grip = h('button', { type: 'button', class: 'grip', draggable: 'true', 'aria-label': 'Block: drag to move, press for options', title: 'Drag to move, press for options', hidden: true }, icon('grip-vertical'));
    this.card = h('div', { class: 'float-menu block-card', role: 'dialog', 'aria-label': 'Block options', hidden: true });
    document.body.append(this.grip, this.card);
    this.over = event => this.follow(event);
    this.away = event => { if (!this.card.contains(event.target) && !this.grip.contains(event.target)) this.card.hidden = true; };
    view.dom.parentElement.addEventListener('mousemove', this.over);
    document.addEventListener('mousedown', this.away);
    this.grip.addEventListener('dragstart', event => this.drag(event));
    this.grip.addEventListener('click', () => this.options(this.pos));
    this.card.addEventListener('keydown', event => { if (event.key === 'Escape') { this.card.hidden = true; view.focus(); } });
    view.dom.addEventListener('block-options', () => { const b = c.blockAt(view.state); if (b) this.options(b.pos); });
  }

  follow(event) {
    if (event.buttons || !this.card.hidden) return;
    const box = this.view.dom.getBoundingClientRect();
    const found = this.view.posAtCoords({ left: Math.max(box.left + 30, Math.min(event.clientX, box.right - 10)), top: event.clientY });
    if (!found) return;
    const pos = this.blockPos(found);
    const dom = pos === null ? null : this.view.nodeDOM(pos);
    if (!dom?.getBoundingClientRect) return;
    this.pos = pos;
    const rect = dom.getBoundingClientRect();
    this.grip.hidden = false;
    this.grip.style.left = `${rect.left - 30 + scrollX}px`;
    this.grip.style.top = `${rect.top + scrollY + Math.min(4, rect.height / 8)}px`;
  }

  blockPos({ pos, inside }) {
    const { doc } = this.view.state;
    const $pos = doc.resolve(inside >= 0 ? inside : pos);
    if (inside >= 0 && /^(doc|column)$/.test($pos.parent.type.name)) return $pos.nodeAfter ? $pos.pos : null;
    for (let depth = $pos.depth; depth > 0; depth--) if (/^(doc|column)$/.test($pos.node(depth - 1).type.name)) return $pos.before(depth);
    return $pos.nodeAfter ? $pos.pos : null;
  }

  drag(event) {
    const selection = NodeSelection.create(this.view.state.doc, this.pos);
    this.view.dispatch(this.view.state.tr.setSelection(selection));
    event.dataTransfer.effectAllowed = 'move';
    event.dataTransfer.setData('text/html', '');
    event.dataTransfer.setDragImage(this.view.nodeDOM(this.pos), 0, 0);
    this.view.dragging = { slice: selection.content(), move: true };
  }

  options(pos) {
    const { view, card } = this;
    const node = view.state.doc.nodeAt(pos);
    const run = (label, name, command, hint) => h('button', { type: 'button', class: 'float-item', onclick: () => {
      card.hidden = true;
      if (label !== 'Duplicate' && label !== 'Delete') view.dispatch(view.state.tr.setSelection(NodeSelection.create(view.state.doc, pos)));
      command(view.state, view.dispatch, view);
      view.focus();
    } }, icon(name), h('span', {}, label), hint ? h('kbd', {}, keyName(hint)) : null);
    const fields = SETTINGS[node.type.name];
    card.replaceChildren(h('p', { class: 'float-title' }, labelOf(node)),
      ...(fields ? [form(fields, node.attrs, (name, value) => {
        const now = view.state.doc.nodeAt(pos);
        view.dispatch(view.state.tr.setNodeMarkup(pos, null, { ...now.attrs, [name]: value }));
      })] : []),
      run('Move up', 'arrow-up', c.moveBlock(-1), 'Alt-↑'), run('Move down', 'arrow-down', c.moveBlock(1), 'Alt-↓'),
      run('Duplicate', 'copy', c.duplicateBlock(pos)), run('Delete', 'trash', c.removeBlock(pos)));
    const dom = view.nodeDOM(pos);
    place(card, (this.grip.hidden ? dom : this.grip).getBoundingClientRect());
    card.querySelector('input, select, button')?.focus();
  }

  update() { this.grip.hidden = true; }

  destroy() {
    this.grip.remove();
    this.card.remove();
    document.removeEventListener('mousedown', this.away);
  }
}
