// Where the editor asks the server for media and records; the page says it in data attributes.
const root = () => document.querySelector('[data-pick]')?.dataset.pick ?? '';

async function ask(path, options) {
  const answer = await fetch(root() + path, { headers: { accept: 'application/json' }, ...options });
  if (!answer.ok) throw new Error((await answer.json().catch(() => ({}))).detail ?? `The server answered ${answer.status}.`);
  return answer.json();
}

/** [{id, title, url, thumb, alt, kind}], newest first. */
export const findMedia = (q, kind) => ask(`/media?q=${encodeURIComponent(q)}&kind=${encodeURIComponent(kind ?? '')}`);

/** [{id, title, type, path}] */
export const findRecords = (q, type) => ask(`/records?q=${encodeURIComponent(q)}&type=${encodeURIComponent(type ?? '')}`);

const known = new Map();

/** Titles and thumbnails of records by id; each is asked for once. */
export function lookUp(id) {
  if (!id) return Promise.resolve(null);
  if (!known.has(id)) known.set(id, ask(`/one?id=${encodeURIComponent(id)}`).catch(() => null));
  return known.get(id);
}

export async function upload(file) {
  const form = new FormData();
  form.append('file', file);
  form.append('_csrf', document.querySelector('input[name=_csrf]').value);
  const item = await ask('/media', { method: 'POST', body: form });
  known.set(item.id, Promise.resolve(item));
  return item;
}
