// Sentences of the summary as markup: what is to be typed as code, figures beside their units.
import type { SummaryText } from '../../../../src-shared/summary/parts.ts'
import { type Markup, html } from './html.ts'

/** Keeps figures and their units in one line. */
function unbroken(text: string): string {
  return text.replace(/(?<=\d) (?=(?:%|ms|\/s|s|min|h|threads|calls|MB)\b|[%/])/g, '\u00a0')
}

/** The parts of a text, without the links that only a screen can follow. */
export function said(parts: SummaryText): Markup[] {
  return parts.map(({ text, isCode }) =>
    isCode === true ? html`<code>${text}</code>` : html`${unbroken(text)}`,
  )
}
