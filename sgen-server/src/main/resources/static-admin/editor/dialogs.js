import { h, icon } from './dom.js';
import { findMedia, findRecords, upload } from './places.js';

/** Opens a dialog and answers what it was closed with; null if it was left. The browser traps focus and gives it back. */
function ask(title, build) {
  return new Promise(resolve => {
    let answer = null;
    const close = value => { answer = value; dialog.close(); };
    const dialog = h('dialog', { class: 'sheet', 'aria-label': title },
      h('header', { class: 'sheet-head' }, h('h2', {}, title),
        h('button', { type: 'button', class: 'icon-button', 'aria-label': 'Close', title: 'Close', onclick: () => close(null) }, icon('x'))));
    dialog.append(build(close));
    dialog.addEventListener('close', () => { dialog.remove(); resolve(answer); });
    dialog.addEventListener('click', event => { if (event.target === dialog) close(null); });
    document.body.append(dialog);
    dialog.showModal();
    dialog.querySelector('input')?.focus();
  });
}

function debounce(run, millis = 180) {
  let timer;
  return (...args) => { clearTimeout(timer); timer = setTimeout(() => run(...args), millis); };
}

/** Asks for a link; answers {href, title}, {remove: true} or null. */
export function askLink(current) {
  return ask(current ? 'Edit link' : 'Add link', close => {
    const href = h('input', { class: 'form-control', id: 'link-href', value: current?.href ?? '', placeholder: '/page, https://…, mailto:…', autocomplete: 'off', required: true });
    const title = h('input', { class: 'form-control', id: 'link-title', value: current?.title ?? '' });
    const found = h('ul', { class: 'pick-list' });
    const search = debounce(async () => {
      const q = href.value.trim();
      if (!q || /^(https?:|mailto:|tel:|#)/.test(q)) return found.replaceChildren();
      const records = await findRecords(q.replace(/^\//, '')).catch(() => []);
      found.replaceChildren(...records.filter(r => r.path).slice(0, 6).map(r => h('li', {}, h('button', {
        type: 'button', onclick: () => { href.value = r.path; found.replaceChildren(); href.focus(); } },
        h('span', {}, r.title), h('small', {}, r.path)))));
    });
    href.addEventListener('input', search);
    return h('form', { class: 'sheet-body', onsubmit: event => {
      event.preventDefault();
      const value = href.value.trim();
      close({ href: /^[\w-]+\.[a-z]{2,}(\/|$)/i.test(value) ? `https://${value}` : value, title: title.value.trim() || null });
    } },
    h('label', { for: 'link-href' }, 'Address, or words of a page’s title'), href, found,
    h('label', { for: 'link-title' }, 'Title (optional)'), title,
    h('footer', { class: 'sheet-foot' },
      current ? h('button', { type: 'button', class: 'btn', onclick: () => close({ remove: true }) }, 'Remove link') : null,
      h('button', { class: 'btn btn-primary' }, current ? 'Change link' : 'Add link')));
  });
}

/** Lets the operator pick from the library or upload; answers a media item or null. */
export function askMedia(kind) {
  return ask('Media library', close => {
    const grid = h('div', { class: 'pick-grid' });
    const note = h('p', { class: 'pick-note', role: 'status' });
    const search = h('input', { type: 'search', class: 'form-control', 'aria-label': 'Search media', placeholder: 'Search by title or file name' });
    const file = h('input', { type: 'file', id: 'pick-file', class: 'visually-hidden', accept: kind === 'image' ? 'image/*' : null });
    const show = async () => {
      try {
        const items = await findMedia(search.value, kind);
        grid.replaceChildren(...items.map(item => h('button', { type: 'button', class: 'pick-card', onclick: () => close(item), title: item.title },
          item.thumb ? h('img', { src: item.thumb, alt: item.alt || '', loading: 'lazy' }) : icon('file'), h('span', {}, item.title))));
        note.textContent = items.length ? '' : search.value ? 'Nothing by that name.' : 'The library is empty. Upload the first file.';
      } catch (error) { note.textContent = error.message; }
    };
    const take = async chosen => {
      if (!chosen) return;
      note.textContent = `Uploading ${chosen.name}…`;
      try { close(await upload(chosen)); } catch (error) { note.textContent = `Not uploaded: ${error.message}`; }
    };
    file.addEventListener('change', () => take(file.files[0]));
    search.addEventListener('input', debounce(show));
    show();
    return h('div', { class: 'sheet-body', ondragover: e => e.preventDefault(), ondrop: e => { e.preventDefault(); take(e.dataTransfer.files[0]); } },
      h('div', { class: 'pick-bar' }, search, h('label', { class: 'btn', for: 'pick-file' }, icon('upload'), ' Upload'), file), note, grid);
  });
}

/** Lets the operator pick a record; answers it or null. */
export function askRecord(type) {
  return ask('Choose a record', close => {
    const found = h('ul', { class: 'pick-list' });
    const search = h('input', { type: 'search', class: 'form-control', 'aria-label': 'Search records', placeholder: 'Search by title' });
    const show = async () => {
      const records = await findRecords(search.value, type).catch(() => []);
      found.replaceChildren(...(records.length ? records.map(r => h('li', {}, h('button', { type: 'button', onclick: () => close(r) },
        h('span', {}, r.title), h('small', {}, r.path ?? r.type)))) : [h('li', { class: 'pick-note' }, 'Nothing found.')]));
    };
    search.addEventListener('input', debounce(show));
    show();
    return h('div', { class: 'sheet-body' }, search, found);
  });
}
