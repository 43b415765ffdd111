// Files: dropped or chosen, they go up as soon as they are there.
for (const zone of document.querySelectorAll('.drop')) {
  const input = zone.querySelector('input[type=file]');
  const send = () => {
    if (!input.files.length) return;
    zone.querySelector('[data-what]').textContent = input.files.length === 1 ? input.files[0].name : `${input.files.length} files`;
    if (zone.dataset.autosend !== undefined) input.form.requestSubmit();
  };
  zone.addEventListener('dragover', event => { event.preventDefault(); zone.classList.add('over'); });
  zone.addEventListener('dragleave', () => zone.classList.remove('over'));
  zone.addEventListener('drop', event => {
    event.preventDefault();
    zone.classList.remove('over');
    input.files = event.dataTransfer.files;
    send();
  });
  input.addEventListener('change', send);
}
