// What can stand in a body: how each block is called, found, made, summed up, and which fields it has beside its text.
import { schema } from './schema.js';

const n = schema.nodes;
const p = () => n.paragraph.create();
const widget = block => () => n.widget.create({ block });
const list = style => () => n.list.create({ style }, n.list_item.create(null, p()));
const text = (name, label, more = {}) => ({ name, label, kind: 'text', ...more });
const number = (name, label) => ({ name, label, kind: 'number' });
const choice = (name, label, ...options) => ({ name, label, kind: 'choice', options });
const media = { name: 'media', label: 'File', kind: 'media' };

export const TEXT = [
  { key: 'paragraph', label: 'Text', icon: 'align-left', words: 'paragraph plain', make: p, turn: [n.paragraph, {}] },
  { key: 'h2', label: 'Heading 2', icon: 'h-2', words: 'title section', make: () => n.heading.create({ level: 2 }), turn: [n.heading, { level: 2 }] },
  { key: 'h3', label: 'Heading 3', icon: 'h-3', words: 'title subsection', make: () => n.heading.create({ level: 3 }), turn: [n.heading, { level: 3 }] },
  { key: 'h4', label: 'Heading 4', icon: 'h-4', words: 'title', make: () => n.heading.create({ level: 4 }), turn: [n.heading, { level: 4 }] },
  { key: 'bullet', label: 'Bullet list', icon: 'list', words: 'unordered points', make: list('bullet') },
  { key: 'number', label: 'Numbered list', icon: 'list-numbers', words: 'ordered steps', make: list('number') },
  { key: 'check', label: 'Checklist', icon: 'list-check', words: 'todo tasks', make: list('check') },
  { key: 'definition', label: 'Definitions', icon: 'list-details', words: 'terms glossary',
    make: () => n.definitions.create(null, n.definition.create(null, [n.term.create(), p()])) },
  { key: 'quote', label: 'Quote', icon: 'quote', words: 'citation pull', make: () => n.quote.create(null, p()) },
  { key: 'code', label: 'Code', icon: 'code', words: 'source pre', make: () => n.code_block.create() },
  { key: 'table', label: 'Table', icon: 'table', words: 'rows cells grid', make: table },
  { key: 'columns', label: 'Two columns', icon: 'columns-2', words: 'layout side', make: () => columns(2) },
  { key: 'columns3', label: 'Three columns', icon: 'columns-3', words: 'layout side', make: () => columns(3) },
];

export const WIDGETS = {
  image: { label: 'Image', icon: 'photo', words: 'picture photo', fields: [media,
    text('alt', 'Alternative text', { help: 'What the picture shows, for those who can’t see it. Empty if it only decorates.' }),
    text('caption', 'Caption'), text('link', 'Link', { placeholder: '/page or https://…' }),
    choice('align', 'Width', ['', 'As the text'], ['left', 'Left'], ['center', 'Centred'], ['right', 'Right'], ['wide', 'Wide'], ['full', 'Full']),
    text('src', 'Source address', { onlyIfSet: true })] },
  gallery: { label: 'Gallery', icon: 'library-photo', words: 'pictures photos grid', start: { images: [] },
    fields: [{ name: 'images', label: 'Pictures', kind: 'images' }, number('columns', 'Columns')] },
  embed: { label: 'Embed', icon: 'player-play', words: 'youtube vimeo video map tweet', start: { url: '' },
    fields: [text('url', 'Address', { placeholder: 'https://…' }), text('caption', 'Caption')] },
  button: { label: 'Button', icon: 'square-rounded-arrow-right', words: 'call action link', start: { text: 'Read more', link: '' },
    fields: [text('text', 'Label'), text('link', 'Link', { placeholder: '/page or https://…' }),
      choice('style', 'Style', ['primary', 'Primary'], ['secondary', 'Secondary'])] },
  divider: { label: 'Divider', icon: 'separator-horizontal', words: 'line rule break', fields: [] },
  html: { label: 'Raw HTML', icon: 'brand-html5', words: 'markup source custom', start: { html: '' },
    fields: [{ name: 'html', label: 'HTML', kind: 'code', help: 'Cleaned when saved: scripts and event handlers are removed.' }] },
  audio: { label: 'Audio', icon: 'volume', words: 'sound podcast music', fields: [media, text('src', 'Or an address'), text('caption', 'Caption')] },
  video: { label: 'Video', icon: 'video', words: 'film clip', fields: [media, text('src', 'Or an address'), text('caption', 'Caption')] },
  file: { label: 'File', icon: 'paperclip', words: 'download attachment pdf', fields: [media, text('text', 'Link text')] },
  more: { label: 'Read-more cut', icon: 'cut', words: 'excerpt teaser', fields: [] },
  slot: { label: 'Slot for the page', icon: 'layout-navbar-expand', words: 'layout content place', fields: [] },
  postList: { label: 'Post list', icon: 'news', words: 'blog latest dynamic', dynamic: true, start: { limit: 6 },
    fields: [number('limit', 'How many'), text('tag', 'Only with tag'), text('category', 'Only in category'),
      choice('layout', 'Layout', ['', 'Theme’s choice'], ['list', 'List'], ['grid', 'Grid'])] },
  productGrid: { label: 'Product grid', icon: 'shopping-bag', words: 'shop store dynamic', dynamic: true, start: { limit: 8 },
    fields: [number('limit', 'How many'), text('category', 'Only in category'), text('tag', 'Only with tag')] },
  eventList: { label: 'Event list', icon: 'calendar-event', words: 'dates agenda dynamic', dynamic: true, start: { limit: 6 },
    fields: [number('limit', 'How many'), { name: 'past', label: 'Past events too', kind: 'switch' }] },
  form: { label: 'Form', icon: 'forms', words: 'contact signup dynamic', dynamic: true, start: { form: '' },
    fields: [{ name: 'form', label: 'Form', kind: 'record', type: 'form' }] },
};

/** Everything the slash menu offers. */
export const CATALOGUE = [
  ...TEXT,
  ...Object.entries(WIDGETS).map(([type, w]) => ({ key: type, label: w.label, icon: w.icon, words: w.words,
    make: widget({ type, ...(w.start ?? {}) }), opens: w.fields.length > 0 })),
];

/** Fields that blocks of running text have beside their text. */
export const SETTINGS = {
  paragraph: [choice('align', 'Alignment', ['', 'Start'], ['center', 'Centre'], ['right', 'End'])],
  heading: [choice('level', 'Level', ...[1, 2, 3, 4, 5, 6].map(l => [l, String(l)])), text('anchor', 'Anchor', { placeholder: 'opening-hours' })],
  list: [choice('style', 'Kind', ['bullet', 'Bullets'], ['number', 'Numbers'], ['check', 'Checklist']), number('start', 'Starts at')],
  quote: [text('cite', 'Who said it')],
  code_block: [text('language', 'Language', { placeholder: 'java' })],
  table: [text('caption', 'Caption')],
};

function table() {
  const row = type => n.table_row.create(null, [0, 1, 2].map(() => type.create(null, p())));
  return n.table.create(null, [row(n.table_header), row(n.table_cell), row(n.table_cell)]);
}

function columns(count) {
  return n.columns.create(null, Array.from({ length: count }, () => n.column.create(null, p())));
}

export function labelOf(node) {
  if (node.type === n.widget) return WIDGETS[node.attrs.block.type]?.label ?? `“${node.attrs.block.type}” block`;
  if (node.type === n.heading) return `Heading ${node.attrs.level}`;
  return { paragraph: 'Text', list: 'List', definitions: 'Definitions', quote: 'Quote', code_block: 'Code', table: 'Table', columns: 'Columns' }[node.type.name] ?? 'Block';
}

/** One line that says what a widget holds. */
export function summary(block) {
  switch (block.type) {
    case 'button': return `${block.text ?? ''} → ${block.link || 'no link yet'}`;
    case 'embed': return block.url || 'No address yet';
    case 'html': return (block.html ?? '').trim().slice(0, 200) || 'Empty';
    case 'postList': case 'productGrid': case 'eventList': {
      const only = [block.tag && `tagged “${block.tag}”`, block.category && `in “${block.category}”`].filter(Boolean).join(', ');
      return `Up to ${block.limit ?? 'as many as the theme shows'}${only ? `, ${only}` : ''}${block.past ? ', past ones too' : ''}. Filled in when the page is shown.`;
    }
    case 'audio': case 'video': case 'file': return block.text || block.caption || block.src || 'No file yet';
    case 'more': return 'Lists show what stands above this line';
    case 'slot': return 'In a layout, the page itself stands here';
    case 'gallery': return `${block.images?.length ?? 0} pictures`;
    case 'image': return block.caption || block.alt || '';
    case 'form': return block.form ? '' : 'No form chosen yet';
    default: return '';
  }
}
