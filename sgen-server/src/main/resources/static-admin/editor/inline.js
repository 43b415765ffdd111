// Inline HTML as blocks keep it, to runs of text with marks and back. Pure: it touches no page.

const TOKEN = /<!--[\s\S]*?-->|<\/?[a-zA-Z](?:"[^"]*"|'[^']*'|[^"'>])*>|[^<]+|</g;
const ATTRIBUTE = /([^\s=\/"'<>]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+)))?/g;
const NAMED = {
  amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: '\u00a0', hellip: '…', mdash: '—', ndash: '–', lsquo: '‘',
  rsquo: '’', ldquo: '“', rdquo: '”', laquo: '«', raquo: '»', copy: '©', reg: '®', trade: '™', euro: '€', times: '×',
  shy: '\u00ad', zwnj: '\u200c', zwj: '\u200d', bull: '•', middot: '·', deg: '°', rarr: '→', larr: '←', frac12: '½',
};

/** Elements with a button of their own, by the name of their mark in the editor's schema. */
export const MARKS = { strong: 'strong', b: 'strong', em: 'em', i: 'em', code: 'code', s: 's', del: 's', strike: 's',
  u: 'u', sub: 'sub', sup: 'sup', mark: 'mark', a: 'link' };
const VOID = new Set(['img', 'wbr', 'input', 'hr', 'embed', 'source', 'area', 'col', 'link', 'meta']);

export function decode(text) {
  return text.replace(/&(#x[0-9a-f]+|#\d+|[a-z]\w*);/gi, (whole, name) => {
    if (name[0] !== '#') return NAMED[name] ?? whole;
    const code = /^#x/i.test(name) ? parseInt(name.slice(2), 16) : parseInt(name.slice(1), 10);
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : whole;
  });
}

export function encode(text) {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
}

function attributes(source) {
  const found = {};
  for (const [, name, double, single, bare] of source.matchAll(ATTRIBUTE)) {
    found[name.toLowerCase()] = decode(double ?? single ?? bare ?? '');
  }
  return found;
}

/**
 * Reads inline HTML.
 * @returns runs: {text, marks}, {br: true, marks} or {raw, marks}; a mark is {type, attrs}
 */
export function parse(html) {
  const runs = [];
  const open = [];
  const marks = () => open.filter(o => o.mark).map(o => o.mark);
  for (const [token] of (html ?? '').matchAll(TOKEN)) {
    if (token[0] !== '<' || token === '<') {
      const text = decode(token).replace(/[ \t]*\r?\n[ \t]*/g, ' ');
      if (text) runs.push({ text, marks: marks() });
    } else if (token.startsWith('<!--')) {
      runs.push({ raw: token, marks: marks() });
    } else if (token[1] === '/') {
      const name = token.slice(2, -1).trim().toLowerCase();
      const at = open.findLastIndex(o => o.name === name);
      if (at >= 0) open.splice(at, 1);
    } else {
      const name = token.match(/^<([a-zA-Z][\w-]*)/)[1].toLowerCase();
      const attrs = attributes(token.slice(name.length + 1, token.endsWith('/>') ? -2 : -1));
      if (name === 'br') runs.push({ br: true, marks: marks() });
      else if (VOID.has(name)) runs.push({ raw: token, marks: marks() });
      else open.push({ name, mark: markOf(name, attrs) });
    }
  }
  return runs;
}

function markOf(name, attrs) {
  const type = MARKS[name];
  if (type === 'link') {
    const { href = '', title = null, ...extra } = attrs;
    return { type, attrs: { href, title, extra } };
  }
  // A mark with attributes we have no field for stays as it is.
  return type && !Object.keys(attrs).length ? { type, attrs: {} } : { type: 'tag', attrs: { name, extra: attrs } };
}

function startTag(mark) {
  const { type, attrs } = mark;
  if (type === 'link') {
    return tag('a', { href: attrs.href, ...(attrs.title ? { title: attrs.title } : {}), ...attrs.extra });
  }
  return type === 'tag' ? tag(attrs.name, attrs.extra) : tag(type, {});
}

function tag(name, attrs) {
  const written = Object.entries(attrs).map(([key, value]) => ` ${key}="${encode(String(value)).replace(/"/g, '&quot;')}"`);
  return `<${name}${written.join('')}>`;
}

const endTag = mark => `</${mark.type === 'link' ? 'a' : mark.type === 'tag' ? mark.attrs.name : mark.type}>`;
const same = (a, b) => JSON.stringify(a) === JSON.stringify(b);

/** Writes runs as inline HTML, opening and closing as few elements as can be. */
export function print(runs) {
  let out = '';
  let open = [];
  for (const run of runs) {
    let keep = 0;
    while (keep < open.length && keep < run.marks.length && same(open[keep], run.marks[keep])) keep++;
    out += open.slice(keep).reverse().map(endTag).join('') + run.marks.slice(keep).map(startTag).join('');
    open = run.marks;
    out += run.br ? '<br>' : run.raw ?? encode(run.text);
  }
  return out + [...open].reverse().map(endTag).join('');
}
