import { Schema } from 'prosemirror-model';
import { tableNodes } from 'prosemirror-tables';

// `raw` is the block as it was loaded; whatever the editor has no field for survives in it.
const raw = { raw: { default: null } };

const cells = tableNodes({
  cellContent: 'paragraph+',
  cellAttributes: {
    align: { default: null, getFromDOM: cell => cell.getAttribute('align'), setDOMAttr: (v, attrs) => { if (v) attrs['data-align'] = v; } },
    raw: { default: null },
  },
});

const nodes = {
  doc: { content: 'block+' },
  paragraph: {
    group: 'block', content: 'inline*', attrs: { ...raw, align: { default: null } },
    parseDOM: [{ tag: 'p' }],
    toDOM: node => ['p', node.attrs.align ? { 'data-align': node.attrs.align } : {}, 0],
  },
  heading: {
    group: 'block', content: 'inline*', defining: true,
    attrs: { ...raw, level: { default: 2 }, anchor: { default: null } },
    parseDOM: [1, 2, 3, 4, 5, 6].map(level => ({ tag: `h${level}`, attrs: { level } })),
    toDOM: node => [`h${node.attrs.level}`, 0],
  },
  list: {
    group: 'block', content: 'list_item+',
    attrs: { ...raw, style: { default: 'bullet' }, start: { default: null } },
    parseDOM: [
      { tag: 'ul', attrs: { style: 'bullet' } },
      { tag: 'ol', getAttrs: el => ({ style: 'number', start: el.hasAttribute('start') ? +el.getAttribute('start') : null }) },
    ],
    toDOM: ({ attrs }) => attrs.style === 'number'
      ? ['ol', attrs.start ? { start: attrs.start } : {}, 0]
      : ['ul', { 'data-style': attrs.style }, 0],
  },
  list_item: {
    content: 'paragraph list?', defining: true, attrs: { ...raw, checked: { default: false } },
    parseDOM: [{ tag: 'li' }],
    toDOM: node => ['li', { 'data-checked': String(node.attrs.checked) }, 0],
  },
  definitions: {
    group: 'block', content: 'definition+', attrs: raw,
    parseDOM: [{ tag: 'div.definitions' }],
    toDOM: () => ['div', { class: 'definitions' }, 0],
  },
  definition: {
    content: 'term paragraph', attrs: raw, defining: true,
    parseDOM: [{ tag: 'div.definition' }],
    toDOM: () => ['div', { class: 'definition' }, 0],
  },
  term: {
    content: 'inline*', parseDOM: [{ tag: 'dt' }], toDOM: () => ['dt', 0],
  },
  quote: {
    group: 'block', content: 'paragraph+', defining: true, attrs: { ...raw, cite: { default: null } },
    parseDOM: [{ tag: 'blockquote', getAttrs: el => ({ cite: el.dataset.cite || null }) }],
    toDOM: ({ attrs }) => attrs.cite
      ? ['blockquote', ['div', 0], ['cite', { contenteditable: 'false' }, attrs.cite]]
      : ['blockquote', ['div', 0]],
  },
  code_block: {
    group: 'block', content: 'text*', marks: '', code: true, defining: true,
    attrs: { ...raw, language: { default: null } },
    parseDOM: [{ tag: 'pre', preserveWhitespace: 'full' }],
    toDOM: ({ attrs }) => ['pre', attrs.language ? { 'data-language': attrs.language } : {}, ['code', 0]],
  },
  table: {
    ...cells.table, group: 'block', attrs: { ...raw, caption: { default: null } },
    toDOM: ({ attrs }) => ['table', attrs.caption ? { 'data-caption': attrs.caption } : {}, ['tbody', 0]],
  },
  table_row: cells.table_row,
  table_cell: cells.table_cell,
  table_header: cells.table_header,
  columns: {
    group: 'block', content: 'column+', attrs: raw, isolating: true,
    parseDOM: [{ tag: 'div.columns' }],
    toDOM: node => ['div', { class: `columns columns-${Math.min(node.childCount, 6)}` }, 0],
  },
  column: {
    content: 'block+', attrs: raw, isolating: true,
    parseDOM: [{ tag: 'div.column' }],
    toDOM: () => ['div', { class: 'column' }, 0],
  },
  // Everything without running text: images, embeds, dynamic blocks, and blocks this editor doesn't know.
  widget: {
    group: 'block', atom: true, draggable: true, selectable: true, attrs: { block: { default: { type: 'divider' } } },
    parseDOM: [
      { tag: 'hr', attrs: { block: { type: 'divider' } } },
      { tag: 'figure[data-block]', getAttrs: el => ({ block: JSON.parse(el.dataset.block) }) },
      { tag: 'img[src]', getAttrs: el => /^https?:/.test(el.src)
        ? { block: { type: 'image', src: el.src, alt: el.alt || '' } } : false },
    ],
    toDOM: node => ['figure', { 'data-block': JSON.stringify(node.attrs.block) }],
  },
  text: { group: 'inline' },
  br: { group: 'inline', inline: true, selectable: false, parseDOM: [{ tag: 'br' }], toDOM: () => ['br'] },
  raw: {
    group: 'inline', inline: true, atom: true, attrs: { html: {} },
    toDOM: node => ['span', { class: 'raw-inline', title: node.attrs.html }, '‹›'],
  },
};

const simple = (name, ...tags) => ({ parseDOM: tags.map(t => (t.includes('=') ? { style: t } : { tag: t })), toDOM: () => [name, 0] });

const marks = {
  link: {
    inclusive: false, attrs: { href: {}, title: { default: null }, extra: { default: {} } },
    parseDOM: [{ tag: 'a[href]', getAttrs: el => ({ href: el.getAttribute('href'), title: el.getAttribute('title') }) }],
    toDOM: mark => ['a', { href: mark.attrs.href, title: mark.attrs.title || mark.attrs.href }, 0],
  },
  strong: {
    parseDOM: [
      { tag: 'strong' },
      // One word processor wraps everything it copies in a <b> that isn't bold.
      { tag: 'b', getAttrs: el => el.style.fontWeight !== 'normal' && null },
      { style: 'font-weight', getAttrs: value => /^(bold(er)?|[6-9]\d\d)$/.test(value) && null },
    ],
    toDOM: () => ['strong', 0],
  },
  em: simple('em', 'em', 'i', 'font-style=italic'),
  s: simple('s', 's', 'del', 'strike', 'text-decoration=line-through'),
  u: simple('u', 'u'),
  mark: simple('mark', 'mark'),
  sub: simple('sub', 'sub'),
  sup: simple('sup', 'sup'),
  code: { ...simple('code', 'code', 'tt'), code: true },
  tag: {
    excludes: '', attrs: { name: {}, extra: { default: {} } },
    toDOM: mark => ['span', { class: 'kept', title: `<${mark.attrs.name}>`, ...direction(mark.attrs.extra) }, 0],
  },
};

function direction({ lang, dir }) {
  return { ...(lang ? { lang } : {}), ...(dir ? { dir } : {}) };
}

export const schema = new Schema({ nodes, marks });
