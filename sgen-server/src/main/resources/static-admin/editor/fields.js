// Small forms for the fields of one block.
import { h, icon } from './dom.js';
import { askMedia, askRecord } from './dialogs.js';
import { lookUp } from './places.js';

let serial = 0;

/**
 * @param fields descriptions, as in blocks.js
 * @param values the block
 * @param change told (name, value) at every input
 */
export function form(fields, values, change) {
  return h('div', { class: 'block-form' }, fields
    .filter(field => !field.onlyIfSet || values[field.name])
    .map(field => {
      const id = `bf-${++serial}`;
      return h('div', { class: `block-field block-field-${field.kind}` },
        h('label', { for: id }, field.label), input(field, id, values[field.name], value => change(field.name, value)),
        field.help ? h('small', { class: 'hint' }, field.help) : null);
    }));
}

function input(field, id, value, change) {
  const common = { id, placeholder: field.placeholder };
  switch (field.kind) {
    case 'number': return h('input', { ...common, type: 'number', min: 1, class: 'form-control', value: value ?? '',
      oninput: e => change(e.target.value === '' ? null : Number(e.target.value)) });
    case 'choice': return h('select', { ...common, class: 'form-select', onchange: e => change(typed(field, e.target.value)) },
      field.options.map(([key, label]) => h('option', { value: key, selected: String(key) === String(value ?? '') }, label)));
    case 'switch': return h('input', { ...common, type: 'checkbox', class: 'form-check-input', checked: !!value, onchange: e => change(e.target.checked || null) });
    case 'code': return h('textarea', { ...common, class: 'form-control code', rows: 6, spellcheck: 'false', value: value ?? '', oninput: e => change(e.target.value) });
    case 'media': return picker(id, value, () => askMedia(field.accept), item => change(item?.id ?? null, item), 'Choose a file');
    case 'record': return picker(id, value, () => askRecord(field.type), item => change(item?.id ?? null, item), 'Choose');
    case 'images': return images(id, value ?? [], change);
    default: return h('input', { ...common, type: 'text', class: 'form-control', value: value ?? '', oninput: e => change(e.target.value) });
  }
}

const typed = (field, key) => (typeof field.options[0][0] === 'number' ? Number(key) : key === '' ? null : key);

function picker(id, value, choose, change, verb) {
  const name = h('span', { class: 'picked' }, value ? '…' : 'None');
  const show = item => name.replaceChildren(...(item ? [item.thumb ? h('img', { src: item.thumb, alt: '' }) : '', item.title] : ['None']));
  if (value) lookUp(value).then(item => show(item ?? { title: value }));
  return h('div', { class: 'picker' }, name,
    h('button', { type: 'button', id, class: 'btn btn-sm', onclick: async () => {
      const item = await choose();
      if (item) { show(item); change(item); }
    } }, verb),
    h('button', { type: 'button', class: 'icon-button', title: 'Take away', 'aria-label': 'Take away', onclick: () => { show(null); change(null); } }, icon('x')));
}

function images(id, list, change) {
  const box = h('div', { class: 'gallery-edit' });
  let current = [...list];
  const update = next => { current = next; change(next); draw(); };
  const swap = (a, b) => { const next = [...current]; [next[a], next[b]] = [next[b], next[a]]; update(next); };
  const draw = () => box.replaceChildren(
    ...current.map((image, at) => {
      const thumb = h('div', { class: 'gallery-thumb' });
      if (image.media) lookUp(image.media).then(item => thumb.replaceChildren(item?.thumb ? h('img', { src: item.thumb, alt: '' }) : 'File'));
      else thumb.textContent = 'Not in the library';
      return h('div', { class: 'gallery-row' }, thumb,
        h('input', { class: 'form-control', 'aria-label': `Alternative text of picture ${at + 1}`, placeholder: 'Alternative text', value: image.alt ?? '',
          oninput: e => { current = current.map((one, i) => (i === at ? { ...one, alt: e.target.value } : one)); change(current); } }),
        h('button', { type: 'button', class: 'icon-button', title: 'Move up', 'aria-label': 'Move up', disabled: at === 0, onclick: () => swap(at, at - 1) }, icon('arrow-up')),
        h('button', { type: 'button', class: 'icon-button', title: 'Move down', 'aria-label': 'Move down', disabled: at === current.length - 1, onclick: () => swap(at, at + 1) }, icon('arrow-down')),
        h('button', { type: 'button', class: 'icon-button', title: 'Take away', 'aria-label': 'Take away', onclick: () => update(current.filter((_, i) => i !== at)) }, icon('x')));
    }),
    h('button', { type: 'button', id, class: 'btn btn-sm', onclick: async () => {
      const item = await askMedia('image');
      if (item) update([...current, { media: item.id, alt: item.alt ?? '' }]);
    } }, 'Add a picture'));
  draw();
  return box;
}
