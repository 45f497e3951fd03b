// HTML and SVG as text: every value that goes into a template is escaped, unless it is markup itself.

/** Text that is markup already. */
export interface Markup {
  readonly markup: string
}

type Part = Markup | string | number | null | undefined | readonly Part[]

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

/** Characters that no HTML or XML may have, whoever wrote them. */
const forbidden = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\ufffe\uffff]/g

/** Text as it stands between tags and in quoted attributes. */
export function escaped(text: string): string {
  return text
    .replace(forbidden, '\ufffd')
    .replace(/[&<>"']/g, (character) => entities[character] ?? character)
}

function textOf(part: Part): string {
  if (part === null || part === undefined) return ''
  if (typeof part === 'string') return escaped(part)
  if (typeof part === 'number') return String(part)
  return 'markup' in part ? part.markup : part.map(textOf).join('')
}

/** A template whose parts are escaped; markup goes in as it is, lists one after another, nothing for null. */
export function html(texts: TemplateStringsArray, ...parts: readonly Part[]): Markup {
  return { markup: texts.map((text, index) => `${text}${textOf(parts[index])}`).join('') }
}

/** A text as a CSS string in quotes, harmless within a style element too. */
export function cssString(text: string): string {
  const safe = text.replace(
    /[^\p{L}\p{N} .,:;()+-]/gu,
    (character) => `\\${(character.codePointAt(0) ?? 0).toString(16)} `,
  )
  return `"${safe}"`
}
