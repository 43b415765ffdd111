// Paste brings words and structure, not somebody else's looks.

const KEPT = new Set(['href', 'title', 'src', 'alt', 'colspan', 'rowspan', 'start', 'align', 'data-block', 'data-cite']);
const GONE = 'script, style, title, meta, link, xml, template, iframe, object, noscript, svg, form, input, select, textarea, button';
const BLOCKS = 'p, h1, h2, h3, h4, h5, h6, ul, ol, li, dl, table, blockquote, pre, figure, hr, div, section, article, header, footer, main, aside';
const ADDRESS = /^(https?:|mailto:|tel:|\/(?!\/)|#)/i;

/** What a clipboard's HTML keeps. Looks that mean something become elements; word processors' lists become lists. */
export function cleaned(html) {
  if (html.includes('data-pm-slice')) return html;
  const { body } = new DOMParser().parseFromString(harmless(html), 'text/html');
  body.querySelectorAll(GONE).forEach(gone => gone.remove());
  comments(body);
  wordLists(body);
  figures(body);
  body.querySelectorAll('blockquote').forEach(cite);
  body.querySelectorAll('[data-look], b, i').forEach(looks);
  body.querySelectorAll('section, article, header, footer, main, aside, div, center').forEach(plain);
  body.querySelectorAll('*').forEach(attributes);
  body.querySelectorAll('a').forEach(a => { if (!ADDRESS.test(a.getAttribute('href') ?? '')) unwrap(a); });
  body.querySelectorAll('p').forEach(p => { if (!p.textContent.trim() && !p.querySelector('img, figure')) p.remove(); });
  body.querySelectorAll(':scope > br').forEach(br => br.remove());
  return body.innerHTML;
}

/** The page's policy lets no parser touch a style or a handler, not even to throw it away: they get other names. */
function harmless(html) {
  return html.replace(/<(style|script)\b[\s\S]*?<\/\1\s*>/gi, '')
    .replace(/<[a-zA-Z](?:"[^"]*"|'[^']*'|[^"'>])*>/g, tag => tag.replace(/\sstyle\s*=/gi, ' data-look=').replace(/\son[a-z]+\s*=/gi, ' data-gone='));
}

function comments(body) {
  const walk = document.createTreeWalker(body, NodeFilter.SHOW_COMMENT);
  const all = [];
  while (walk.nextNode()) all.push(walk.currentNode);
  all.forEach(comment => comment.remove());
  // Conditional sections and Word's own elements leave their names behind.
  body.querySelectorAll('*').forEach(element => { if (element.localName.includes(':')) unwrap(element); });
}

function unwrap(element) {
  element.replaceWith(...element.childNodes);
}

function look(element, property) {
  return new RegExp(`(?:^|;)\\s*${property}\\s*:\\s*([^;]+)`, 'i').exec(element.dataset.look ?? '')?.[1].trim() ?? '';
}

/** Word writes list items as paragraphs with a drawn bullet. */
function wordLists(body) {
  let previous = null;
  for (const p of body.querySelectorAll('p[data-look*="mso-list"]')) {
    const level = Number(/level(\d)/.exec(p.dataset.look)?.[1] ?? 1);
    const marker = [...p.querySelectorAll('[data-look*="mso-list"]')].find(s => /ignore/i.test(s.dataset.look));
    const ordered = /^\s*[\dA-Za-z]+[.)]/.test(marker?.textContent ?? '');
    marker?.remove();
    const item = document.createElement('li');
    item.append(...p.childNodes);
    const follows = previous && previous.end === p.previousElementSibling;
    const lists = follows ? previous.lists.slice(0, level) : [];
    let top = follows ? previous.end : null;
    while (lists.length < level) {
      const list = document.createElement(ordered ? 'ol' : 'ul');
      if (!lists.length) { p.before(list); top = list; } else (lists.at(-1).lastElementChild ?? lists.at(-1)).append(list);
      lists.push(list);
    }
    lists.at(-1).append(item);
    p.remove();
    previous = { lists, end: top };
  }
}

/** A picture and the words under it are one block. */
function figures(body) {
  for (const figure of body.querySelectorAll('figure')) {
    const pictures = figure.querySelectorAll('img[src]');
    const caption = figure.querySelector('figcaption')?.textContent.trim();
    if (pictures.length !== 1 || !/^https?:/i.test(pictures[0].getAttribute('src'))) { plain(figure); continue; }
    const block = { type: 'image', src: pictures[0].getAttribute('src'), alt: pictures[0].alt ?? '', ...(caption ? { caption } : {}) };
    figure.dataset.block = JSON.stringify(block);
    figure.replaceChildren();
  }
}

function cite(quote) {
  const who = quote.querySelector(':scope > cite, :scope > footer, :scope > p:last-child > cite:only-child');
  if (!who) return;
  quote.dataset.cite = who.textContent.replace(/^[\s—–-]+/, '').trim();
  const around = who.parentElement;
  who.remove();
  if (around !== quote && !around.textContent.trim()) around.remove();
}

function looks(element) {
  const weight = look(element, 'font-weight');
  const name = element.localName;
  const heading = !!element.closest('h1, h2, h3, h4, h5, h6');
  if ((name === 'b' || name === 'strong') && /^(normal|[1-4]00)$/.test(weight)) return unwrap(element);
  if ((name === 'i' || name === 'em') && /^normal$/.test(look(element, 'font-style'))) return unwrap(element);
  if (element.matches(BLOCKS)) return;
  if (/^(bold|bolder|[6-9]00)$/.test(weight) && !heading && name !== 'b' && name !== 'strong') around(element, 'strong');
  if (/italic|oblique/.test(look(element, 'font-style')) && name !== 'i' && name !== 'em') around(element, 'em');
  if (/line-through/.test(look(element, 'text-decoration(?:-line)?')) && name !== 's') around(element, 's');
  if (/^(sub|super)$/.test(look(element, 'vertical-align'))) around(element, look(element, 'vertical-align') === 'sub' ? 'sub' : 'sup');
}

function around(element, name) {
  const outer = document.createElement(name);
  outer.append(...element.childNodes);
  element.append(outer);
}

/** A box that holds blocks is taken away; one that holds words is a paragraph. */
function plain(box) {
  if (box.querySelector(BLOCKS)) return unwrap(box);
  const p = document.createElement('p');
  p.append(...box.childNodes);
  box.replaceWith(p);
}

function attributes(element) {
  for (const { name } of [...element.attributes]) if (!KEPT.has(name)) element.removeAttribute(name);
}

/** Text with one address in it, pasted over a selection, links the selection. */
export const lonelyAddress = text => /^https?:\/\/\S+$/.test(text.trim()) ? text.trim() : null;
