// Tables of records: j, k, x and Enter, and the bar that comes with a selection.
for (const table of document.querySelectorAll('table.grid[data-keys-rows]')) {
  const rows = [...table.tBodies[0].rows];
  const bar = document.querySelector('.bulk');
  let at = -1;

  const go = next => {
    rows[at]?.classList.remove('at');
    at = Math.max(0, Math.min(rows.length - 1, next));
    rows[at].classList.add('at');
    rows[at].querySelector('.main a')?.focus({ preventScroll: true });
    rows[at].scrollIntoView({ block: 'nearest' });
  };

  const ticks = () => [...table.querySelectorAll('tbody input[type=checkbox]')];
  const count = () => {
    const chosen = ticks().filter(tick => tick.checked).length;
    if (!bar) return;
    bar.hidden = chosen === 0;
    const whole = bar.querySelector('[data-match]');
    if (chosen === 0 && whole) whole.checked = false;
    bar.querySelector('[data-count]').textContent = whole?.checked ? `${Number(bar.querySelector('[name=seen]').value).toLocaleString('en')} selected` : `${chosen} selected`;
    const all = table.querySelector('thead input[type=checkbox]');
    if (all) { all.checked = chosen > 0 && chosen === ticks().length; all.indeterminate = chosen > 0 && chosen < ticks().length; }
  };

  document.addEventListener('keydown', event => {
    if (event.metaKey || event.ctrlKey || event.altKey || event.target.closest('input:not([type=checkbox]), textarea, select, dialog, [contenteditable=true]')) return;
    if (event.key === 'j') go(at + 1);
    else if (event.key === 'k') go(at - 1);
    else if (event.key === 'x' && at >= 0) { const tick = rows[at].querySelector('input[type=checkbox]'); if (tick) { tick.checked = !tick.checked; count(); } }
    else if (event.key === 'Enter' && at >= 0 && event.target === document.body) rows[at].querySelector('.main a')?.click();
    else return;
    if (event.key !== 'Enter') event.preventDefault();
  });

  table.addEventListener('change', event => {
    if (event.target.closest('thead')) for (const tick of ticks()) tick.checked = event.target.checked;
    count();
  });
  table.addEventListener('click', event => {
    // The row is the link; a selection of text or a control of its own is not.
    if (event.target.closest('a, button, input, label') || String(getSelection())) return;
    const link = event.target.closest('tbody tr')?.querySelector('.main a');
    if (!link) return;
    if (event.metaKey || event.ctrlKey) open(link.href); else link.click();
  });
  bar?.querySelector('[data-match]')?.addEventListener('change', count);
  bar?.querySelector('[data-clear]')?.addEventListener('click', () => { for (const tick of ticks()) tick.checked = false; count(); });
  count();
}

for (const select of document.querySelectorAll('[data-submit-on-change]')) select.addEventListener('change', () => select.form.requestSubmit());
