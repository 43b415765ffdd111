import { Plugin } from 'prosemirror-state';
import { CATALOGUE } from './blocks.js';
import { insertBlock } from './commands.js';
import { Menu } from './floating.js';
import { place } from './dom.js';
import { schema } from './schema.js';

const QUERY = /^\/([\p{L}\d -]{0,24})$/u;

function query(state) {
  const { $cursor } = state.selection;
  if (!$cursor || $cursor.parent.type !== schema.nodes.paragraph || $cursor.parentOffset !== $cursor.parent.content.size) return null;
  return QUERY.exec($cursor.parent.textContent)?.[1] ?? null;
}

export function matching(words) {
  const wanted = words.trim().toLowerCase();
  const score = item => (item.label.toLowerCase().startsWith(wanted) ? 0 : item.label.toLowerCase().includes(wanted) ? 1 : item.words.includes(wanted) ? 2 : 9);
  return CATALOGUE.map(item => [score(item), item]).filter(([s]) => s < 9).sort((a, b) => a[0] - b[0]).map(([, item]) => item);
}

/** Inserts one of the catalogue; a block with fields opens its form at once. */
export function insertItem(view, item) {
  const at = insertBlock(view, item.make());
  if (item.opens) view.nodeDOM(at)?.querySelector('.widget-edit')?.click();
}

/** Typing "/" in an empty paragraph offers every kind of block. */
export function slash() {
  let menu;
  let dismissed = null;
  return new Plugin({
    view(view) {
      menu = new Menu('Insert a block', item => {
        const { $cursor } = view.state.selection;
        view.dispatch(view.state.tr.delete($cursor.start(), $cursor.end()));
        insertItem(view, item);
      });
      return {
        update() {
          const words = view.editable && view.hasFocus() ? query(view.state) : null;
          if (words === null) { dismissed = null; return menu.hide(); }
          if (dismissed !== null && words.startsWith(dismissed)) return menu.hide();
          menu.show(matching(words));
          place(menu.dom, view.coordsAtPos(view.state.selection.from));
        },
        destroy() { menu.dom.remove(); },
      };
    },
    props: {
      handleKeyDown(view, event) {
        if (!menu.open) return false;
        if (event.key === 'Escape') { dismissed = query(view.state); menu.hide(); return true; }
        return menu.key(event);
      },
      handleDOMEvents: { blur() { menu.hide(); return false; } },
    },
  });
}
