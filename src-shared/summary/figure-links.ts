// Numbers of a story lead to the evidence that has them.
import type { Evidence } from '../contract/analysis.ts'
import { type SummaryPart, type SummaryText, joined } from './parts.ts'

const number = String.raw`\d[\d,]*(?:\.\d+)?`
const unit = String.raw`\s?(?:ms/s|ms|/s|%|MB|GB|s|threads|calls|blocks|files|nodes|txns)(?![\w/])`
/** Numbers with a unit, ranges of them, and bare ones that are no mere count: `1.3 to 3.9 ms`, `87 %`, `54.9`, `1,101`. */
const figures = new RegExp(
  String.raw`(?<![\w.,])(?:${number} to ${number}${unit}|${number}${unit}|\d+\.\d+|\d{1,3}(?:,\d{3})+)(?![\w]|[.,]\d)`,
  'g',
)

/** Whether a text has the figure as such, not as part of another one. */
function has(text: string, figure: string): boolean {
  const at = text.indexOf(figure)
  return at >= 0 && !/[\d.,]$/.test(text.slice(0, at)) && !/^[.,]?\d/.test(text.slice(at + figure.length))
}

/** The text; each of its figures that a piece of evidence has as well leads to that one's metric. */
export function withFigureLinks(text: string, evidence: readonly Evidence[]): SummaryText {
  const parts: SummaryPart[] = []
  let told = 0
  for (const { 0: figure, index } of text.matchAll(figures)) {
    const metric = evidence.find((one) => one.metric !== null && has(one.text, figure))?.metric
    if (metric === undefined || metric === null) continue
    parts.push({ text: text.slice(told, index) }, { text: figure, link: { metric } })
    told = index + figure.length
  }
  return joined([...parts, text.slice(told)])
}
