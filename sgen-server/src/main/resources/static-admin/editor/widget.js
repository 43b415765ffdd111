// How a block without running text stands in the editor: a card that opens into its form.
import { NodeSelection } from 'prosemirror-state';
import { h, icon } from './dom.js';
import { WIDGETS, summary } from './blocks.js';
import { form } from './fields.js';
import { lookUp } from './places.js';

export class WidgetView {
  constructor(node, view, getPos) {
    Object.assign(this, { node, view, getPos });
    this.dom = h('figure', { class: 'widget', contenteditable: 'false' });
    this.head = h('div', { class: 'widget-face' });
    this.dom.append(this.head);
    this.draw();
  }

  get block() { return this.node.attrs.block; }
  get kind() { return WIDGETS[this.block.type]; }

  draw() {
    const { block, kind } = this;
    this.dom.dataset.type = block.type;
    if (block.type === 'divider') return this.head.replaceChildren(h('hr'));
    const picture = h('div', { class: 'widget-picture' });
    const words = h('span', { class: 'widget-words' }, kind ? summary(block) : 'Kept as it is; this editor has no form for it.');
    const edit = kind && !kind.fields.length ? null
      : h('button', { type: 'button', class: 'btn btn-sm widget-edit', 'aria-expanded': String(!!this.form), onclick: () => this.toggle() },
        this.form ? 'Done' : kind ? 'Edit' : 'Show');
    this.head.replaceChildren(picture, h('div', { class: 'widget-line' },
      icon(kind?.icon ?? 'puzzle'), h('strong', {}, kind?.label ?? block.type), words, edit));
    this.illustrate(block, picture, words);
  }

  illustrate(block, picture, words) {
    const show = (item, alt) => { if (item?.thumb) picture.append(h('img', { src: item.preview ?? item.thumb, alt: alt ?? '' })); };
    if (block.type === 'image' && block.media) lookUp(block.media).then(item => show(item, block.alt));
    if (block.type === 'image' && !block.media && block.src) words.textContent = `Not in the library yet: ${block.src}`;
    if (block.type === 'image' && !block.media && !block.src) words.textContent = 'No picture yet';
    if (block.type === 'gallery') for (const one of (block.images ?? []).slice(0, 8)) lookUp(one.media).then(item => show(item, one.alt));
    if (block.type === 'form' && block.form) lookUp(block.form).then(item => { words.textContent = item?.title ?? 'A form that isn’t here any more'; });
    if (['audio', 'video', 'file'].includes(block.type) && block.media) lookUp(block.media).then(item => { if (item) words.textContent = block.text || block.caption || item.title; });
  }

  toggle() { if (this.form) this.close(); else this.open(); }

  open() {
    this.form = this.kind ? form(this.kind.fields, this.block, (name, value) => this.change(name, value))
      : h('pre', { class: 'widget-source' }, JSON.stringify(this.block, null, 2));
    this.dom.append(this.form);
    this.draw();
    this.form.querySelector('button, input, textarea, select')?.focus();
  }

  close() {
    this.form.remove();
    this.form = null;
    this.draw();
    this.view.dispatch(this.view.state.tr.setSelection(NodeSelection.create(this.view.state.doc, this.getPos())));
    this.view.focus();
  }

  change(name, value) {
    const block = { ...this.block };
    if (value === null || value === '') delete block[name]; else block[name] = value;
    if (name === 'alt' && value === '') block.alt = '';
    this.view.dispatch(this.view.state.tr.setNodeMarkup(this.getPos(), null, { block }));
  }

  update(node) {
    if (node.type !== this.node.type || node.attrs.block.type !== this.block.type) return false;
    this.node = node;
    this.draw();
    return true;
  }

  selectNode() { this.dom.classList.add('selected'); }
  deselectNode() { this.dom.classList.remove('selected'); }
  stopEvent(event) { return !!event.target.closest?.('.block-form, button') && !/^drag|^drop/.test(event.type); }
  ignoreMutation() { return true; }
}
