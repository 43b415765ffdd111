// Paste brings words and structure, not somebody else's looks.

/** What a clipboard's HTML keeps: the schema drops unknown elements by itself; this drops what would come through as text. */
export function cleaned(html) {
  return html
    .replace(/<!--[\s\S]*?-->/g, '')
    .replace(/<(style|script|title|xml|meta|link|o:p)\b[\s\S]*?(<\/\1>|>)/gi, '')
    .replace(/\s(class|id|lang|data-(?!pm|block)[\w-]+|on\w+)=("[^"]*"|'[^']*'|[^\s>]+)/gi, '')
    .replace(/<(\/?)div\b/gi, '<$1p')
    .replace(/<p>\s*(?:&nbsp;|\u00a0|<br\s*\/?>)?\s*<\/p>/gi, '');
}

/** Text with one address in it, pasted over a selection, links the selection. */
export const lonelyAddress = text => /^https?:\/\/\S+$/.test(text.trim()) ? text.trim() : null;
