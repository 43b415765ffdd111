// What takes a while says so, isn't asked for twice, and tells how far it is.
const SOON = 300;
const LONG = 600;
const DOING = {
  writing: 'writing the new state',
  showing: 'showing visitors the change',
  recording: 'writing the audit entry',
};

for (const form of document.querySelectorAll('form[data-busy]')) form.addEventListener('submit', event => {
  const button = event.submitter;
  if (!button || button.formMethod === 'get' || form.method === 'get') return;
  setTimeout(() => {
    button.setAttribute('aria-busy', 'true');
    button.textContent = form.dataset.busy;
    button.disabled = true;
    // It is too late for "Not now".
    for (const way of form.querySelectorAll('.decision-foot a')) way.hidden = true;
  }, SOON);
  // Listening begins after the form is on its way: what was open before, some browsers close then.
  setTimeout(() => listen(form), LONG);
});

function listen(form) {
  const events = document.body.dataset.events;
  if (!events) return;
  const line = document.createElement('div');
  line.className = 'underway';
  const bar = document.createElement('progress');
  bar.setAttribute('aria-label', 'How far it is');
  const words = document.createElement('span');
  words.setAttribute('role', 'status');
  line.append(bar, words);
  const source = new EventSource(events);
  source.addEventListener('progress', event => {
    const told = JSON.parse(event.data);
    if (!told.mine || !(told.doing in DOING)) return;
    if (!line.isConnected) (form.querySelector('.decision-foot') ?? form).prepend(line);
    bar.max = told.of;
    bar.value = told.done;
    words.textContent = `${told.records.toLocaleString('en')} records: ${DOING[told.doing]}. Step ${told.done + 1} of ${told.of}.`;
  });
  addEventListener('pagehide', () => source.close(), { once: true });
}
