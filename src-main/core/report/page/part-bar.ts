// A part of a whole as a bar.
import { type Markup, html } from './html.ts'

/** Width of the whole, chart units. */
const whole = 40

/** A bar for a part from 0 to 1; the figure stands beside it. */
export function partBar(share: number): Markup {
  const width = Math.max(0.5, share * whole).toFixed(1)
  return html`<svg class="bar" viewBox="0 0 ${whole} 8" aria-hidden="true">
    <rect width="${width}" height="8" />
  </svg>`
}
