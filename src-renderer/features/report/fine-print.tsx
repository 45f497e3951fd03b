// How a report was made: model, settings, versions. Enough to make it again.
import type { SavedReport } from '../../../src-shared/contract/reports.ts'
import { figure } from '../../../src-shared/figures.ts'
import { thresholdOriginText } from '../../../src-shared/threshold-text.ts'
import { rangeText, timeText } from '../../../src-shared/zones.ts'
import { Copyable } from '../../components/copyable.tsx'
import classes from './report.module.css'

type Fact = readonly [label: string, text: string, value?: string]

function modelFacts({ analysis: { model } }: SavedReport, zone: string): Fact[] {
  const baselines = model.ranges.map(({ from, to }) => rangeText(from, to, zone)).join('; ')
  return [
    ['Baseline', baselines],
    ['Learned from', `${figure(model.rows)} rows, ${figure(model.windows)} windows`],
    ['Epochs run', figure(model.epochs)],
    [
      'Threshold of the model',
      `${figure(model.modelThreshold)}, ${thresholdOriginText(model)}`,
      String(model.modelThreshold),
    ],
    ['Threshold applied', figure(model.threshold), String(model.threshold)],
    ['Profile', model.profile],
    ['Seed', String(model.seed)],
    ['Engine', model.engine],
    ['Model', model.id],
    ['Trained', timeText(model.trainedAt, zone)],
  ]
}

function madeFacts({ createdAt, zone: madeIn, versions, settings }: SavedReport, zone: string): Fact[] {
  return [
    ['Made', timeText(createdAt, zone)],
    ['On a machine in zone', madeIn],
    ['nnad', versions.nnad],
    ['Node.js', versions.node],
    ['Schema', String(versions.schema)],
    ...Object.entries(settings).map(([name, value]): Fact => [
      name,
      value === false ? 'none' : String(value),
    ]),
  ]
}

function Facts({ facts }: { readonly facts: readonly Fact[] }) {
  return (
    <dl className={classes['finePrint']}>
      {facts.map(([label, text, value]) => (
        <div key={label}>
          <dt className="quiet">{label}</dt>
          <dd>
            <Copyable label={label} text={text} {...(value === undefined ? {} : { value })} />
          </dd>
        </div>
      ))}
    </dl>
  )
}

export function FinePrint({ report, zone }: { readonly report: SavedReport; readonly zone: string }) {
  return (
    <section className="card" aria-labelledby="made-heading">
      <h2 id="made-heading">How this was made</h2>
      <div className={classes['finePrintColumns']}>
        <Facts facts={modelFacts(report, zone)} />
        <Facts facts={madeFacts(report, zone)} />
      </div>
    </section>
  )
}
