// Sentences in parts: text, and what a part leads to where a screen can follow it. Pure.

/** Where the evidence of a part is: a metric's row, a time in the charts, a finding of the worst incident, an incident. */
export type SummaryLink =
  | { readonly metric: string }
  /** Epoch ms. */
  | { readonly at: number }
  /** Position in the causes of the worst incident. */
  | { readonly cause: number }
  /** Position in the analysis' incidents. */
  | { readonly incident: number }

export interface SummaryPart {
  readonly text: string
  readonly link?: SummaryLink
  /** To be typed as it stands: a command, a key with its value. */
  readonly isCode?: true
}

/** A sentence, or several. */
export type SummaryText = readonly SummaryPart[]

type Said = string | SummaryPart | SummaryText

const partsOf = (said: Said): SummaryText =>
  typeof said === 'string' ? [{ text: said }] : 'text' in said ? [said] : said

const isPlain = ({ link, isCode }: SummaryPart): boolean => link === undefined && isCode === undefined

/** Texts one after another, neighbours without link as one part, nothing for empty ones. */
export function joined(texts: readonly Said[]): SummaryText {
  const parts: SummaryPart[] = []
  for (const part of texts.flatMap(partsOf)) {
    const before = parts.at(-1)
    if (part.text === '') continue
    if (before !== undefined && isPlain(before) && isPlain(part))
      parts.splice(-1, 1, { text: before.text + part.text })
    else parts.push(part)
  }
  return parts
}

/** A template whose parts may carry links: say`It began at ${time}.` */
export function say(texts: TemplateStringsArray, ...parts: readonly Said[]): SummaryText {
  return joined(texts.flatMap((text, index) => [text, parts[index] ?? '']))
}

/** Sentences with a space between them; those without words are left out. */
export function paragraph(sentences: readonly SummaryText[]): SummaryText {
  const told = sentences.filter((sentence) => sentence.length > 0)
  return joined(told.flatMap((sentence, index) => (index === 0 ? [sentence] : [' ', sentence])))
}

/** The first few, and the last behind `and`: `a, b and c`. */
export function listed(items: readonly SummaryText[], last = ' and '): SummaryText {
  return joined(
    items.flatMap((item, index) => (index === 0 ? [item] : [index === items.length - 1 ? last : ', ', item])),
  )
}

/** What a text says, without its links; what is to be typed stands in backticks. */
export function plainText(parts: SummaryText): string {
  return parts.map(({ text, isCode }) => (isCode === true ? `\`${text}\`` : text)).join('')
}

/** `1 window`, `2,007 windows`. */
export function counted(count: number, what: string): string {
  return `${count.toLocaleString('en-US')} ${what}${count === 1 ? '' : 's'}`
}

/** A sentence's text without its full stop, to go on behind. */
export function unended(text: string): string {
  return text.trim().replace(/[.;]+$/, '')
}
