// Blocks to the editor's document and back. Pure. A block nobody touched comes out exactly as it went in.
import { schema } from './schema.js';
import { parse, print } from './inline.js';

const n = schema.nodes;

function inline(html) {
  return parse(html).map(run => {
    const marks = run.marks.reduce((set, m) => schema.marks[m.type].create(m.attrs).addToSet(set), []);
    if (run.br) return n.br.create(null, null, marks);
    return run.raw ? n.raw.create({ html: run.raw }, null, marks) : schema.text(run.text, marks);
  });
}

function html(node) {
  const runs = [];
  node.forEach(child => {
    const marks = child.marks.map(m => ({ type: m.type.name, attrs: m.attrs }));
    if (child.type === n.br) runs.push({ br: true, marks });
    else if (child.type === n.raw) runs.push({ raw: child.attrs.html, marks });
    else runs.push({ text: child.text, marks });
  });
  return print(runs);
}

const isText = value => value === undefined || value === null || typeof value === 'string';
const paragraph = (text, attrs) => n.paragraph.create(attrs, inline(text));

/** Text that may hold <p> elements, as paragraphs. */
function paragraphs(text) {
  if (!/<p[\s>]/i.test(text ?? '')) return [paragraph(text)];
  const parts = text.split(/<\/?p(?:\s[^>]*)?>/i).filter(part => part.trim());
  return parts.length ? parts.map(part => paragraph(part.trim())) : [paragraph('')];
}

function joined(node) {
  const parts = [];
  node.forEach(child => parts.push(html(child)));
  return parts.length === 1 ? parts[0] : parts.map(part => `<p>${part}</p>`).join('');
}

const readers = {
  paragraph: b => paragraph(b.text, { raw: b, align: b.align ?? null }),
  heading: b => n.heading.create({ raw: b, level: b.level ?? 2, anchor: b.anchor ?? null }, inline(b.text)),
  list: b => b.style === 'definition' ? readDefinitions(b) : readList(b, b.items, b.style ?? 'bullet', b.start ?? null),
  quote: b => n.quote.create({ raw: b, cite: b.cite ?? null }, paragraphs(b.text)),
  code: b => n.code_block.create({ raw: b, language: b.language ?? null }, b.code ? schema.text(b.code) : null),
  table: readTable,
  columns: b => n.columns.create({ raw: b }, b.columns.map(({ body, ...rest }) => n.column.create({ raw: rest }, children(body)))),
};

function readList(rawBlock, items, style, start) {
  return n.list.create({ raw: rawBlock, style, start }, items.map(item => {
    const { text, items: nested, checked, ...rest } = item;
    const inner = nested?.length ? [readList(null, nested, item.style ?? style, null)] : [];
    return n.list_item.create({ raw: rest, checked: !!checked }, [paragraph(text), ...inner]);
  }));
}

function readDefinitions(b) {
  return n.definitions.create({ raw: b }, b.items.map(({ term, text, ...rest }) =>
    n.definition.create({ raw: rest }, [n.term.create(null, inline(term)), paragraph(text)])));
}

function readTable(b) {
  const row = (cells, header) => n.table_row.create(null, cells.map(cell => {
    const { text, header: own, align = null, colspan = 1, rowspan = 1, ...rest } =
      typeof cell === 'string' ? { text: cell } : cell;
    const type = own ?? header ? n.table_header : n.table_cell;
    return type.create({ raw: rest, align, colspan, rowspan }, paragraphs(text));
  }));
  const rows = [...(b.head ?? []).map(r => row(r, true)), ...(b.rows ?? []).map(r => row(r, false))];
  return n.table.create({ raw: b, caption: b.caption ?? null }, rows);
}

/** Shapes that the running-text nodes can hold; any other block is kept whole as a widget. */
function fits(b) {
  switch (b.type) {
    case 'paragraph': return isText(b.text) && isText(b.align);
    case 'heading': return isText(b.text) && (b.level === undefined || (b.level >= 1 && b.level <= 6));
    case 'code': return isText(b.code);
    case 'quote': return isText(b.text) && isText(b.cite);
    case 'list': return itemsFit(b.items, b.style);
    case 'table': return (b.head?.length || b.rows?.length) && [...(b.head ?? []), ...(b.rows ?? [])].every(
      r => Array.isArray(r) && r.length && r.every(c => isText(c) ? c !== null : isText(c.text)));
    case 'columns': return Array.isArray(b.columns) && b.columns.length > 0
      && b.columns.every(c => c && (c.body === undefined || Array.isArray(c.body)));
    default: return false;
  }
}

function itemsFit(items, style) {
  return Array.isArray(items) && items.length > 0 && items.every(i => i && typeof i === 'object' && isText(i.text)
    && (style === 'definition' ? isText(i.term) && !i.items?.length
      : i.term === undefined && i.style !== 'definition' && (!i.items?.length || itemsFit(i.items, i.style))));
}

function fromBlock(block) {
  const node = fits(block) ? readers[block.type](block) : n.widget.create({ block });
  node.check();
  return node;
}

function children(blocks) {
  const nodes = (blocks ?? []).map(block => {
    try { return fromBlock(block); } catch { return n.widget.create({ block }); }
  });
  return nodes.length ? nodes : [n.paragraph.create()];
}

/** A list of blocks as a document for the editor. */
export function toDoc(blocks) {
  return n.doc.create(null, children(blocks));
}

const set = (target, key, value) => { if (value === null || value === undefined || value === '') delete target[key]; else target[key] = value; };

function known(type, node, fields) {
  const block = { ...(node.attrs.raw ?? {}) };
  if (block.type && block.type !== type) for (const key of Object.keys(block)) if (key !== 'id') delete block[key];
  const out = { ...(block.id ? { id: block.id } : {}), ...block, type };
  for (const [key, value] of Object.entries(fields)) set(out, key, value);
  return out;
}

const writers = {
  paragraph: node => ({ ...known('paragraph', node, { align: node.attrs.align }), text: html(node) }),
  heading: node => ({ ...known('heading', node, { level: node.attrs.level, anchor: node.attrs.anchor }), text: html(node) }),
  quote: node => ({ ...known('quote', node, { cite: node.attrs.cite }), text: joined(node) }),
  code_block: node => ({ ...known('code', node, { language: node.attrs.language }), code: node.textContent }),
  list: node => ({ ...known('list', node, { style: node.attrs.style, start: node.attrs.style === 'number' ? node.attrs.start : null }),
    items: writeItems(node) }),
  definitions: node => ({ ...known('list', node, { style: 'definition' }), items: kids(node).map(d =>
    ({ ...(d.attrs.raw ?? {}), term: html(d.child(0)), text: html(d.child(1)) })) }),
  table: writeTable,
  columns: node => ({ ...known('columns', node, {}), columns: kids(node).map(c => ({ ...(c.attrs.raw ?? {}), body: blocksOf(c) })) }),
  widget: node => node.attrs.block,
};

function kids(node) {
  const all = [];
  node.forEach(child => all.push(child));
  return all;
}

function writeItems(list) {
  return kids(list).map(item => {
    const out = { ...(item.attrs.raw ?? {}), text: html(item.child(0)) };
    if (list.attrs.style === 'check') out.checked = item.attrs.checked;
    const nested = item.childCount > 1 ? item.child(1) : null;
    if (nested) {
      out.items = writeItems(nested);
      if (nested.attrs.style === list.attrs.style) delete out.style; else out.style = nested.attrs.style;
    }
    return out;
  });
}

function writeTable(node) {
  const rows = kids(node).map(r => ({ head: kids(r).every(c => c.type === n.table_header), cells: kids(r) }));
  let headRows = 0;
  while (headRows < rows.length && rows[headRows].head) headRows++;
  const write = (row, inHead) => row.cells.map(cell => {
    const { raw, align, colspan, rowspan } = cell.attrs;
    const header = cell.type === n.table_header;
    const out = { ...(raw ?? {}), text: joined(cell) };
    if (header !== inHead) out.header = header;
    set(out, 'align', align);
    if (colspan > 1) out.colspan = colspan;
    if (rowspan > 1) out.rowspan = rowspan;
    return Object.keys(out).length === 1 ? out.text : out;
  });
  const block = known('table', node, { caption: node.attrs.caption });
  block.rows = rows.slice(headRows).map(r => write(r, false));
  if (headRows) block.head = rows.slice(0, headRows).map(r => write(r, true)); else delete block.head;
  return block;
}

function toBlock(node) {
  const raw = node.attrs.raw;
  // Untouched: what comes out is the very block that came in, down to how its HTML was spelled.
  if (raw?.type && fits(raw) && node.eq(fromBlock(raw))) return raw;
  return writers[node.type.name](node);
}

function blocksOf(parent) {
  const nodes = kids(parent);
  while (nodes.length && isBlank(nodes[nodes.length - 1])) nodes.pop();
  return nodes.map(toBlock);
}

const isBlank = node => node.type === n.paragraph && !node.childCount && !node.attrs.raw;

/** The document as a list of blocks; a block that was split or copied keeps its id only once. */
export function toBlocks(doc) {
  const seen = new Set();
  const unique = block => {
    const own = block.columns && Array.isArray(block.columns)
      ? { ...block, columns: block.columns.map(c => (c.body ? { ...c, body: c.body.map(unique) } : c)) } : block;
    if (own.id === undefined) return own;
    if (!seen.has(own.id)) { seen.add(own.id); return own; }
    const { id, ...copy } = own;
    return copy;
  };
  return blocksOf(doc).map(unique);
}
