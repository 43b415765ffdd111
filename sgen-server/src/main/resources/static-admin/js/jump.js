const dialog = document.getElementById('jump');

function open() {
  dialog.showModal();
  const input = dialog.querySelector('input');
  input.select();
  input.dispatchEvent(new Event('jump-open'));
}

if (dialog) {
  document.querySelector('[data-jump]').addEventListener('click', open);
  document.addEventListener('keydown', event => {
    // In the text the same keys make a link.
    if ((event.metaKey || event.ctrlKey) && event.key.toLowerCase() === 'k' && !event.target.closest('.prose')) { event.preventDefault(); open(); }
  });
  dialog.addEventListener('click', event => { if (event.target === dialog) dialog.close(); });
  dialog.addEventListener('keydown', event => {
    const links = [...dialog.querySelectorAll('.jump-results a')];
    const at = links.indexOf(document.activeElement);
    if (event.key === 'ArrowDown') { links[Math.min(at + 1, links.length - 1)]?.focus(); event.preventDefault(); }
    if (event.key === 'ArrowUp') { (at > 0 ? links[at - 1] : dialog.querySelector('input')).focus(); event.preventDefault(); }
    if (event.key === 'Enter' && at < 0 && links.length) { links[0].click(); event.preventDefault(); }
  });
}
