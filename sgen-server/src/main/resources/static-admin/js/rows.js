// Lists inside forms: add, take away, reorder by drag or by keys. Order on the page is order in the record.
import Sortable from 'sortablejs';

let serial = 0;

function bind(box) {
  const list = box.querySelector(':scope > .repeat-list');
  Sortable.create(list, { handle: '.grab', animation: 120, onEnd: () => changed(box) });
}

const changed = box => box.dispatchEvent(new Event('input', { bubbles: true }));

document.addEventListener('click', event => {
  const add = event.target.closest('.repeat-add');
  if (add) {
    const box = add.closest('.repeat');
    const blank = box.querySelector(':scope > template');
    const row = blank.content.firstElementChild.cloneNode(true);
    const token = `n${Date.now().toString(36)}${++serial}`;
    rename(row, blank.dataset.token, token);
    box.querySelector(':scope > .repeat-list').append(row);
    row.querySelectorAll('.repeat').forEach(bind);
    row.querySelector('input:not([type=hidden]), textarea, select, button')?.focus();
    changed(box);
  }
  const away = event.target.closest('.repeat-away');
  if (away) {
    const box = away.closest('.repeat');
    away.closest('.repeat-row').remove();
    changed(box);
    box.querySelector(':scope > .repeat-add').focus();
  }
});

document.addEventListener('keydown', event => {
  const grab = event.target.closest?.('.grab');
  if (!grab || !event.altKey) return;
  const row = grab.closest('.repeat-row');
  if (event.key === 'ArrowUp' && row.previousElementSibling) row.previousElementSibling.before(row);
  else if (event.key === 'ArrowDown' && row.nextElementSibling) row.nextElementSibling.after(row);
  else return;
  event.preventDefault();
  grab.focus();
  changed(row.closest('.repeat'));
});

/** Gives a new row names of its own, in templates inside it too. */
function rename(root, from, to) {
  for (const element of root.querySelectorAll('[name], [id], [for], [data-token]')) {
    for (const key of ['name', 'id', 'for']) if (element.hasAttribute(key)) element.setAttribute(key, element.getAttribute(key).replace(from, to));
  }
  for (const inner of root.querySelectorAll('template')) rename(inner.content, from, to);
}

for (const box of document.querySelectorAll('.repeat')) bind(box);
