// The figures at the top: how much, how bad, how long.
import type { SavedReport } from '../../../../src-shared/contract/reports.ts'
import { figure, percent } from '../../../../src-shared/figures.ts'
import { formatDuration } from '../../../../src-shared/time.ts'
import { timesText } from '../../../../src-shared/summary/heights.ts'
import { type Markup, html } from './html.ts'

interface KeyFigure {
  readonly label: string
  readonly value: string
  readonly detail: string
  /** Draws the eye where something is wrong. */
  readonly isBad: boolean
}

/** Incidents, flagged part, highest score, longest incident, rows. */
export function keyFigures({ analysis }: SavedReport): Markup {
  const { windows, incidents, model, rows, window } = analysis
  const flagged = windows.filter((one) => one.flagged).length
  const highest = windows.reduce((most, { score }) => Math.max(most, score), 0)
  const lengths = incidents.map(({ start, end }) => end - start)
  const longest = lengths.reduce((most, length) => Math.max(most, length), 0)
  const together = lengths.reduce((sum, length) => sum + length, 0)
  const isBad = incidents.length > 0
  const figures: KeyFigure[] = [
    {
      label: 'Incidents',
      value: figure(incidents.length),
      detail: isBad ? `${formatDuration(together)} together` : 'nothing above the threshold',
      isBad,
    },
    {
      label: 'Windows flagged',
      value: percent(windows.length === 0 ? 0 : flagged / windows.length),
      detail: `${figure(flagged)} of ${figure(windows.length)}`,
      isBad,
    },
    {
      label: 'Highest score',
      value: figure(highest),
      detail: `${timesText(highest, model.threshold)} the threshold ${figure(model.threshold)}`,
      isBad,
    },
    {
      label: 'Longest incident',
      value: isBad ? formatDuration(longest) : '–',
      detail: `in a window of ${formatDuration(window.to - window.from)}`,
      isBad: false,
    },
    {
      label: 'Rows analysed',
      value: figure(rows),
      detail: `against ${figure(model.rows)} of the baseline`,
      isBad: false,
    },
  ]
  return html`<dl class="figures">
    ${figures.map(
      ({ label, value, detail, isBad: bad }) =>
        html`<div${bad ? html` class="bad"` : null}><dt>${label}</dt><dd class="number">${value}</dd><dd>${detail}</dd></div>`,
    )}
  </dl>`
}
