// Markdown as one types it.
import { InputRule, inputRules, textblockTypeInputRule, wrappingInputRule, smartQuotes, ellipsis, emDash } from 'prosemirror-inputrules';
import { schema } from './schema.js';

const n = schema.nodes;
const list = (pattern, attrs) => wrappingInputRule(pattern, n.list, attrs);

function mark(pattern, type) {
  return new InputRule(pattern, (state, match, start, end) => {
    const inner = match[match.length - 1];
    const from = start + match[0].search(/\S/);
    if (!state.doc.resolve(start).parent.type.allowsMarkType(type)) return null;
    const tr = state.tr.delete(from, end).insertText(inner, from);
    return tr.addMark(from, from + inner.length, type.create()).removeStoredMark(type);
  });
}

const divider = new InputRule(/^(?:---|—-|\*\*\*)$/, (state, match, start) => {
  const $start = state.doc.resolve(start);
  if ($start.parent.type !== n.paragraph) return null;
  return state.tr.replaceWith($start.before(), $start.after(), [n.widget.create({ block: { type: 'divider' } }), n.paragraph.create()]);
});

export const rules = inputRules({ rules: [
  textblockTypeInputRule(/^(#{1,6})\s$/, n.heading, match => ({ level: match[1].length })),
  textblockTypeInputRule(/^```(\w*)\s$/, n.code_block, match => ({ language: match[1] || null })),
  wrappingInputRule(/^>\s$/, n.quote),
  list(/^[-*+]\s$/, { style: 'bullet' }),
  list(/^(\d+)[.)]\s$/, match => ({ style: 'number', start: Number(match[1]) === 1 ? null : Number(match[1]) })),
  list(/^\[[ x]?\]\s$/, { style: 'check' }),
  divider,
  mark(/(?:^|\s)\*\*([^*\s](?:[^*]*[^*\s])?)\*\*$/, schema.marks.strong),
  mark(/(?:^|\s)\*([^*\s](?:[^*]*[^*\s])?)\*$/, schema.marks.em),
  mark(/(?:^|\s)_([^_\s](?:[^_]*[^_\s])?)_$/, schema.marks.em),
  mark(/(?:^|\s)~~([^~\s](?:[^~]*[^~\s])?)~~$/, schema.marks.s),
  mark(/(?:^|\s)`([^`]+)`$/, schema.marks.code),
  ...smartQuotes, ellipsis, emDash,
] });
