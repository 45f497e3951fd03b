// How much, how bad: the figures at the top.
import type { Analysis } from '../../../src-shared/contract/analysis.ts'
import { figure, percent } from '../../../src-shared/figures.ts'
import { timesText } from '../../../src-shared/summary/heights.ts'
import { thresholdOriginText } from '../../../src-shared/threshold-text.ts'
import { Copyable } from '../../components/copyable.tsx'
import classes from './report.module.css'

interface KeyFigure {
  readonly label: string
  readonly text: string
  readonly detail: string
  readonly value?: number
}

function figuresOf({ windows, incidents, model, rows }: Analysis): KeyFigure[] {
  const flagged = windows.filter((window) => window.flagged).length
  const peak = windows.reduce((most, { score }) => Math.max(most, score), 0)
  return [
    { label: 'Windows scored', text: figure(windows.length), detail: `from ${figure(rows)} rows` },
    {
      label: 'Above the threshold',
      text: figure(flagged),
      detail: `${percent(windows.length === 0 ? 0 : flagged / windows.length)} of the windows`,
    },
    {
      label: 'Incidents',
      text: figure(incidents.length),
      detail: incidents.length === 0 ? 'nothing above the threshold' : 'worst first below',
    },
    {
      label: 'Peak score',
      text: figure(peak),
      value: peak,
      detail:
        peak > model.threshold
          ? `${timesText(peak, model.threshold)} the threshold`
          : 'not above the threshold',
    },
    {
      label: 'Threshold',
      text: figure(model.threshold),
      value: model.threshold,
      detail:
        model.threshold === model.modelThreshold
          ? thresholdOriginText(model)
          : `given; the model’s own is ${figure(model.modelThreshold)}`,
    },
  ]
}

export function KeyFigures({ analysis }: { readonly analysis: Analysis }) {
  return (
    <dl className={`card ${classes['keyFigures'] ?? ''}`}>
      {figuresOf(analysis).map(({ label, text, detail, value }) => (
        <div key={label}>
          <dt className="quiet">{label}</dt>
          <dd>
            <Copyable label={label} text={text} {...(value === undefined ? {} : { value: String(value) })} />
          </dd>
          <dd className="quiet">{detail}</dd>
        </div>
      ))}
    </dl>
  )
}
