// The writing surface. Finds its textarea of JSON, edits it, and writes it back whenever it changes.
import { EditorState, Plugin, TextSelection } from 'prosemirror-state';
import { Decoration, DecorationSet, EditorView } from 'prosemirror-view';
import { history } from 'prosemirror-history';
import { gapCursor } from 'prosemirror-gapcursor';
import { dropCursor } from 'prosemirror-dropcursor';
import { tableEditing } from 'prosemirror-tables';
import { schema } from './schema.js';
import { toBlocks, toDoc } from './convert.js';
import { keys } from './keys.js';
import { rules } from './rules.js';
import { slash } from './slash.js';
import { handle } from './handle.js';
import { toolbar } from './toolbar.js';
import { WidgetView } from './widget.js';
import { cleaned, lonelyAddress } from './paste.js';
import { insertBlock } from './commands.js';
import { upload } from './places.js';

const n = schema.nodes;

const placeholder = new Plugin({ props: { decorations({ doc, selection }) {
  const { $from, empty } = selection;
  const first = doc.childCount === 1 && doc.firstChild.type === n.paragraph && !doc.firstChild.childCount;
  if (first) return DecorationSet.create(doc, [Decoration.node(0, doc.firstChild.nodeSize, { class: 'blank', 'data-placeholder': 'Write, or press / for blocks' })]);
  if (!empty || $from.parent.childCount || $from.depth !== 1 || $from.parent.type !== n.paragraph) return null;
  return DecorationSet.create(doc, [Decoration.node($from.before(), $from.after(), { class: 'blank', 'data-placeholder': 'Press / for blocks' })]);
} } });

/** A click on the box of a checklist item ticks it. */
const checks = new Plugin({ props: { handleClickOn(view, pos, node, nodePos, event) {
  if (node.type !== n.list_item || event.target !== view.nodeDOM(nodePos) || event.offsetX > 0) return false;
  if (view.state.doc.resolve(nodePos).parent.attrs.style !== 'check') return false;
  view.dispatch(view.state.tr.setNodeMarkup(nodePos, null, { ...node.attrs, checked: !node.attrs.checked }));
  return true;
} } });

function takeFiles(view, files) {
  const list = [...files].filter(file => file.size);
  list.forEach(file => {
    const kind = ['image', 'audio', 'video'].find(k => file.type.startsWith(k)) ?? 'file';
    upload(file)
      .then(item => insertBlock(view, n.widget.create({ block: { type: kind, media: item.id, ...(kind === 'image' ? { alt: item.alt ?? '' } : {}) } })))
      .catch(error => document.dispatchEvent(new CustomEvent('say', { detail: `Not uploaded: ${error.message}` })));
  });
  return list.length > 0;
}

/** Mounts an editor over a textarea that holds a JSON list of blocks. */
export function mount(area) {
  const place = document.createElement('div');
  place.className = 'writing';
  const reads = area.dataset.readOnly === 'yes';
  area.hidden = true;
  area.after(place);
  const state = EditorState.create({ doc: toDoc(JSON.parse(area.value || '[]')), plugins: [
    ...(reads ? [] : [slash(), rules, ...keys, history(), gapCursor(), dropCursor({ color: false, class: 'drop-line', width: 3 }), tableEditing(), placeholder, checks, handle(), toolbar(place)]),
  ] });
  const view = new EditorView(place, {
    state,
    editable: () => !reads,
    attributes: { class: 'prose', 'aria-label': area.dataset.label ?? 'Body', 'aria-multiline': 'true', role: 'textbox', spellcheck: 'true', ...(reads && { 'aria-readonly': 'true', tabindex: '0' }) },
    nodeViews: { widget: (node, v, getPos) => new WidgetView(node, v, getPos) },
    transformPastedHTML: cleaned,
    handlePaste(v, event, slice) {
      if (event.clipboardData?.files.length && !event.clipboardData.types.includes('text/html')) return takeFiles(v, event.clipboardData.files);
      const address = lonelyAddress(event.clipboardData?.getData('text/plain') ?? '');
      const { from, to, empty } = v.state.selection;
      if (!address || empty || !v.state.selection.$from.sameParent(v.state.selection.$to)) return false;
      v.dispatch(v.state.tr.addMark(from, to, schema.marks.link.create({ href: address })));
      return true;
    },
    handleDrop: (v, event, slice, moved) => !moved && event.dataTransfer?.files.length > 0 && (event.preventDefault(), takeFiles(v, event.dataTransfer.files)),
    dispatchTransaction(tr) {
      this.updateState(this.state.apply(tr));
      if (!tr.docChanged) return;
      area.value = JSON.stringify(toBlocks(this.state.doc));
      area.dispatchEvent(new Event('input', { bubbles: true }));
    },
  });
  place.addEventListener('mousedown', event => {
    if (event.target === place) { event.preventDefault(); writeAtEnd(view); }
  });
  return view;
}

/** A click under the last block goes on writing there. */
function writeAtEnd(view) {
  const { doc } = view.state;
  const last = doc.lastChild;
  let { tr } = view.state;
  if (!last.isTextblock || last.type === n.code_block) tr = tr.insert(doc.content.size, n.paragraph.create());
  view.dispatch(tr.setSelection(TextSelection.atEnd(tr.doc)).scrollIntoView());
  view.focus();
}

for (const area of document.querySelectorAll('textarea[data-blocks]')) mount(area);
