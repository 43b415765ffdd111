import { askMedia, askRecord } from '../editor/dialogs.js';
import { lookUp } from '../editor/places.js';
import { h } from '../editor/dom.js';

async function show(picker) {
  const id = picker.querySelector('input[type=hidden]').value;
  const face = picker.querySelector('.picked');
  if (!id) { face.textContent = 'None'; return; }
  const item = await lookUp(id);
  face.replaceChildren(...(item ? [item.thumb ? h('img', { src: item.thumb, alt: '' }) : '', item.title] : ['Not here any more: ', h('code', {}, id.slice(0, 8))]));
}

function put(picker, value) {
  const input = picker.querySelector('input[type=hidden]');
  input.value = value;
  input.dispatchEvent(new Event('input', { bubbles: true }));
  show(picker);
}

document.addEventListener('click', async event => {
  const button = event.target.closest('[data-choose], [data-unchoose]');
  if (!button) return;
  const picker = button.closest('.picker');
  if (button.matches('[data-unchoose]')) return put(picker, '');
  const item = picker.dataset.type === 'media' ? await askMedia() : await askRecord(picker.dataset.type);
  if (item) put(picker, item.id);
  button.focus();
});

for (const picker of document.querySelectorAll('.picker[data-type]')) show(picker);
