// Forms that hold work: they know when something isn't saved, save on the usual keys, and warn before it is lost.
const form = document.querySelector('form[data-work]');

if (form) {
  const mark = document.querySelector('.unsaved');
  let dirty = form.dataset.work === 'unsaved';
  let leaving = false;
  const show = () => { if (mark) mark.hidden = !dirty; };

  form.addEventListener('input', () => { dirty = true; show(); });
  form.addEventListener('change', () => { dirty = true; show(); });
  form.addEventListener('submit', () => { leaving = true; });
  addEventListener('beforeunload', event => { if (dirty && !leaving) event.preventDefault(); });
  addEventListener('pageshow', event => { if (event.persisted) leaving = false; });
  document.addEventListener('keydown', event => {
    if ((event.metaKey || event.ctrlKey) && event.key.toLowerCase() === 's') {
      event.preventDefault();
      form.requestSubmit(form.querySelector('[data-save]') ?? document.querySelector(`[form=${form.id}][data-save]`));
    }
  });
  show();
  // A field that was refused is where the eyes and the keyboard should be.
  const wrong = form.querySelector('[aria-invalid=true]');
  if (wrong) { wrong.closest('details')?.setAttribute('open', ''); wrong.focus(); }
}

/** A field whose suggestion follows another one until it is touched. */
for (const field of document.querySelectorAll('[data-slug-of]')) {
  const source = document.getElementById(field.dataset.slugOf);
  let touched = field.value !== '';
  field.addEventListener('input', () => { touched = field.value !== ''; });
  source.addEventListener('input', () => {
    if (!touched) field.value = source.value.normalize('NFKD').toLowerCase().replace(/[\u0300-\u036f]/g, '').replace(/[^a-z0-9]+/g, '-').replace(/^-+|-+$/g, '').slice(0, 40);
  });
}

// Only what can't be undone asks for a word.
for (const field of document.querySelectorAll('[data-type-to-confirm]')) {
  const button = field.form.querySelector('[data-confirmed]');
  const check = () => { button.disabled = field.value.trim() !== field.dataset.typeToConfirm; };
  field.addEventListener('input', check);
  check();
}

for (const button of document.querySelectorAll('[data-copy]')) {
  button.addEventListener('click', async () => {
    await navigator.clipboard.writeText(document.getElementById(button.dataset.copy).textContent);
    button.textContent = 'Copied';
  });
}

// What sticks below the strip must know how tall it is.
const strip = document.querySelector('.strip');
if (strip) new ResizeObserver(() => {
  document.documentElement.style.setProperty('--strip', `${getComputedStyle(strip).position === 'sticky' ? strip.offsetHeight : 0}px`);
}).observe(strip);
