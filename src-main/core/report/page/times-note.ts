// Times in tables and text, and what stands beside every group of them: their day, where all share it, and their zone.
import type { PageClock } from './clock.ts'
import { type Markup, html } from './html.ts'

/** A moment that may break between its day and its time, nowhere else; – for none. */
export function momentCell(time: number | null, clock: PageClock): Markup {
  if (time === null) return html`–`
  return html`${clock
    .moment(time)
    .split(' ')
    .map((part) => html`<span class="times">${part}</span> `)}`
}

/** `Times: 2026-11-22, Europe/Berlin, UTC+01:00.` */
export function timesNote(clock: PageClock): Markup {
  return html`<span class="times">Times: ${clock.momentLabel}.</span>`
}
