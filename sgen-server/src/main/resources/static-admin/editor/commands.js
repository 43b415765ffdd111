// What toolbar, keys and menus do to the document.
import { closeHistory } from 'prosemirror-history';
import { NodeSelection, TextSelection, Selection } from 'prosemirror-state';
import { setBlockType, toggleMark, wrapIn } from 'prosemirror-commands';
import { liftListItem, sinkListItem, splitListItem, wrapInList } from 'prosemirror-schema-list';
import { schema } from './schema.js';
import { askLink } from './dialogs.js';

const n = schema.nodes;
const holdsBlocks = node => node.type === n.doc || node.type === n.column;

/** The block the selection is in: {node, pos, depth}; the innermost one that stands in a body or a column. */
export function blockAt(state) {
  const { selection } = state;
  if (selection instanceof NodeSelection && holdsBlocks(selection.$from.parent)) return { node: selection.node, pos: selection.from };
  const { $from } = selection;
  for (let depth = $from.depth; depth > 0; depth--) {
    if (holdsBlocks($from.node(depth - 1))) return { node: $from.node(depth), pos: $from.before(depth) };
  }
  return null;
}

export function moveBlock(direction) {
  return (state, dispatch) => {
    const block = blockAt(state);
    if (!block) return false;
    const $pos = state.doc.resolve(block.pos);
    const parent = $pos.parent;
    const index = $pos.index();
    const other = index + direction;
    if (other < 0 || other >= parent.childCount) return true;
    if (dispatch) {
      const neighbour = parent.child(other);
      const target = direction < 0 ? block.pos - neighbour.nodeSize : block.pos + neighbour.nodeSize;
      const inner = state.selection.from - block.pos;
      let tr = state.tr.delete(block.pos, block.pos + block.node.nodeSize).insert(target, block.node);
      tr = state.selection instanceof NodeSelection && state.selection.from === block.pos
        ? tr.setSelection(NodeSelection.create(tr.doc, target))
        : tr.setSelection(TextSelection.near(tr.doc.resolve(target + inner)));
      dispatch(closeHistory(tr).scrollIntoView());
    }
    return true;
  };
}

export function removeBlock(pos) {
  return (state, dispatch) => {
    const node = state.doc.nodeAt(pos);
    const alone = state.doc.resolve(pos).parent.childCount === 1;
    let tr = alone ? state.tr.replaceWith(pos, pos + node.nodeSize, n.paragraph.create()) : state.tr.delete(pos, pos + node.nodeSize);
    tr = tr.setSelection(Selection.near(tr.doc.resolve(Math.min(pos, tr.doc.content.size))));
    dispatch?.(tr.scrollIntoView());
    return true;
  };
}

export function duplicateBlock(pos) {
  return (state, dispatch) => {
    const node = state.doc.nodeAt(pos);
    dispatch?.(state.tr.insert(pos + node.nodeSize, node).scrollIntoView());
    return true;
  };
}

/** Puts a new block in place of an empty paragraph, or after the block the selection is in. Answers where it stands. */
export function insertBlock(view, node) {
  const block = blockAt(view.state);
  const empty = block?.node.type === n.paragraph && !block.node.childCount;
  const at = !block ? view.state.doc.content.size : empty ? block.pos : block.pos + block.node.nodeSize;
  let tr = empty ? view.state.tr.replaceWith(at, at + block.node.nodeSize, node) : view.state.tr.insert(at, node);
  const isLast = tr.doc.resolve(at).index() === tr.doc.resolve(at).parent.childCount - 1;
  if (isLast && !node.isTextblock) tr = tr.insert(at + node.nodeSize, n.paragraph.create());
  tr = tr.setSelection(node.isAtom ? NodeSelection.create(tr.doc, at) : TextSelection.near(tr.doc.resolve(at + 1)));
  view.dispatch(closeHistory(tr).scrollIntoView());
  view.focus();
  return at;
}

export function markActive(state, type) {
  const { from, $from, to, empty } = state.selection;
  return empty ? !!type.isInSet(state.storedMarks || $from.marks()) : state.doc.rangeHasMark(from, to, type);
}

function linkAround(state) {
  const { $from } = state.selection;
  const mark = schema.marks.link.isInSet($from.marks()) || ($from.nodeAfter && schema.marks.link.isInSet($from.nodeAfter.marks));
  if (!mark) return null;
  let from = $from.pos;
  let to = from;
  $from.parent.forEach((child, offset) => {
    if (!mark.isInSet(child.marks)) return;
    const start = $from.start() + offset;
    if (start <= $from.pos && start + child.nodeSize >= $from.pos) { from = start; to = start + child.nodeSize; }
  });
  return { mark, from, to };
}

/** What is selected on the screen: a browser tells the editor of it a moment later, and fast hands are there first. */
function onScreen(view, state) {
  const { anchorNode, anchorOffset, focusNode, focusOffset } = view.root.getSelection();
  if (!(state.selection instanceof TextSelection) || !view.dom.contains(anchorNode) || !view.dom.contains(focusNode)) return state.selection;
  const at = (node, offset) => state.doc.resolve(view.posAtDOM(node, offset));
  return TextSelection.between(at(anchorNode, anchorOffset), at(focusNode, focusOffset));
}

export function editLink(state, dispatch, view) {
  if (!state.selection.$from.parent.inlineContent) return false;
  const around = linkAround(state);
  const { from, to, empty } = onScreen(view, state);
  // A selection of nothing but a line's end has no words to link: the address itself is put there.
  const range = around && empty ? around : { from, to: state.doc.textBetween(from, to) ? to : from };
  askLink(around?.mark.attrs).then(answer => {
    view.focus();
    if (!answer) return;
    let tr = view.state.tr.removeMark(range.from, range.to, schema.marks.link);
    if (!answer.remove) {
      const link = schema.marks.link.create({ href: answer.href, title: answer.title, extra: around?.mark.attrs.extra ?? {} });
      tr = range.from === range.to ? tr.insert(range.from, schema.text(answer.href, [link])) : tr.addMark(range.from, range.to, link);
    }
    view.dispatch(tr);
  });
  return true;
}

const inType = (state, type) => {
  const { $from } = state.selection;
  for (let depth = $from.depth; depth > 0; depth--) if ($from.node(depth).type === type) return { node: $from.node(depth), pos: $from.before(depth) };
  return null;
};

export function toggleList(style) {
  return (state, dispatch) => {
    const list = inType(state, n.list);
    if (!list) return wrapInList(n.list, { style })(state, dispatch);
    if (list.node.attrs.style === style) return liftListItem(n.list_item)(state, dispatch);
    dispatch?.(state.tr.setNodeMarkup(list.pos, null, { ...list.node.attrs, style }));
    return true;
  };
}

export const toggle = name => toggleMark(schema.marks[name]);
export const turnInto = (type, attrs) => setBlockType(type, attrs);
export const quote = wrapIn(n.quote);
export const splitItem = splitListItem(n.list_item);
export const indent = sinkListItem(n.list_item);
export const outdent = liftListItem(n.list_item);

/** In a term, Enter goes to its text; in an empty last text it leaves the list, else it begins the next term. */
export function enterInDefinition(state, dispatch) {
  const { $from, empty } = state.selection;
  if (!empty || $from.depth < 2 || $from.node(-1).type !== n.definition) return false;
  if ($from.parent.type === n.term) {
    dispatch?.(state.tr.setSelection(TextSelection.create(state.doc, $from.after() + 1)));
    return true;
  }
  const list = inType(state, n.definitions);
  const item = inType(state, n.definition);
  if (!$from.parent.childCount && !item.node.child(0).childCount && list.node.childCount > 1) {
    let tr = state.tr.delete(item.pos, item.pos + item.node.nodeSize);
    const after = list.pos + list.node.nodeSize - item.node.nodeSize;
    tr = tr.insert(after, n.paragraph.create());
    dispatch?.(tr.setSelection(TextSelection.create(tr.doc, after + 1)));
    return true;
  }
  const after = item.pos + item.node.nodeSize;
  const tr = state.tr.insert(after, n.definition.create(null, [n.term.create(), n.paragraph.create()]));
  dispatch?.(tr.setSelection(TextSelection.create(tr.doc, after + 2)).scrollIntoView());
  return true;
}

/** At the start of a list item or heading, Backspace first gives back a plain paragraph. */
export function plainAtStart(state, dispatch) {
  const { $cursor } = state.selection;
  if (!$cursor || $cursor.parentOffset > 0) return false;
  if ($cursor.depth > 1 && $cursor.node(-1).type === n.list_item && $cursor.index(-1) === 0) return outdent(state, dispatch);
  if ($cursor.parent.type === n.heading || ($cursor.parent.type === n.code_block && !$cursor.parent.childCount)) return setBlockType(n.paragraph)(state, dispatch);
  return false;
}
