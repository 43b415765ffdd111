/** A few lines instead of a framework: h('button', {class: 'x', onclick: f}, 'text', child). */
export function h(name, attrs = {}, ...content) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attrs)) {
    if (value === null || value === undefined || value === false) continue;
    if (key.startsWith('on')) element.addEventListener(key.slice(2), value);
    else if (key === 'value' || key === 'checked') element[key] = value;
    else element.setAttribute(key, value === true ? '' : value);
  }
  element.append(...content.flat().filter(c => c !== null && c !== undefined && c !== false));
  return element;
}

export const icon = name => h('i', { class: `ti ti-${name}`, 'aria-hidden': 'true' });

export const mac = /Mac|iP(hone|ad)/.test(navigator.platform);
export const keyName = combo => combo.replace('Mod', mac ? '⌘' : 'Ctrl').replace('Alt', mac ? '⌥' : 'Alt').replaceAll('-', mac ? '' : '+');

/** Places a floating element under (or, without room, above) a rectangle, inside the window. */
export function place(element, rect, gap = 6) {
  element.hidden = false;
  const { width, height } = element.getBoundingClientRect();
  const below = rect.bottom + gap + height <= innerHeight || rect.top < height + gap;
  element.style.left = `${Math.max(8, Math.min(rect.left, innerWidth - width - 8)) + scrollX}px`;
  element.style.top = `${(below ? rect.bottom + gap : rect.top - gap - height) + scrollY}px`;
}
