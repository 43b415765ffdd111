import { keymap } from 'prosemirror-keymap';
import { baseKeymap, chainCommands, exitCode } from 'prosemirror-commands';
import { undo, redo } from 'prosemirror-history';
import { goToNextCell } from 'prosemirror-tables';
import { undoInputRule } from 'prosemirror-inputrules';
import { schema } from './schema.js';
import * as c from './commands.js';

const n = schema.nodes;

function lineBreak(state, dispatch) {
  if (!state.selection.$from.parent.inlineContent || state.selection.$from.parent.type.spec.code) return false;
  dispatch?.(state.tr.replaceSelectionWith(n.br.create()).scrollIntoView());
  return true;
}

export const keys = [
  keymap({
    'Mod-b': c.toggle('strong'), 'Mod-i': c.toggle('em'), 'Mod-u': c.toggle('u'), 'Mod-e': c.toggle('code'),
    'Mod-Shift-x': c.toggle('s'), 'Mod-Shift-h': c.toggle('mark'), 'Mod-k': c.editLink,
    'Mod-z': undo, 'Mod-Shift-z': redo, 'Mod-y': redo,
    'Mod-Alt-0': c.turnInto(n.paragraph), 'Mod-Alt-2': c.turnInto(n.heading, { level: 2 }),
    'Mod-Alt-3': c.turnInto(n.heading, { level: 3 }), 'Mod-Alt-4': c.turnInto(n.heading, { level: 4 }),
    'Mod-Shift-7': c.toggleList('number'), 'Mod-Shift-8': c.toggleList('bullet'), 'Mod-Shift-9': c.toggleList('check'),
    Enter: chainCommands(c.splitItem, c.enterInDefinition),
    'Shift-Enter': chainCommands(exitCode, lineBreak), 'Mod-Enter': exitCode,
    Tab: chainCommands(c.indent, goToNextCell(1)), 'Shift-Tab': chainCommands(c.outdent, goToNextCell(-1)),
    Backspace: chainCommands(undoInputRule, c.plainAtStart),
    'Alt-ArrowUp': c.moveBlock(-1), 'Alt-ArrowDown': c.moveBlock(1),
  }),
  keymap(baseKeymap),
];

/** What the help sheet lists. */
export const SHORTCUTS = [
  ['/', 'Insert a block'], ['Mod-B', 'Strong'], ['Mod-I', 'Emphasis'], ['Mod-K', 'Link'], ['Mod-E', 'Code'],
  ['Mod-Alt-2', 'Heading 2 (3, 4 likewise; 0 for text)'], ['Mod-Shift-8', 'Bullet list (7 numbers, 9 checks)'],
  ['Tab', 'Indent in a list'], ['Alt-↑', 'Move the block up'], ['Alt-↓', 'Move the block down'], ['Mod-Z', 'Undo'], ['Mod-S', 'Save'],
];
