// What the report rests on: model, baseline, settings, versions; and how to read it.
import type { SavedReport } from '../../../../src-shared/contract/reports.ts'
import { figure } from '../../../../src-shared/figures.ts'
import { budgetText, thresholdOriginText } from '../../../../src-shared/threshold-text.ts'
import type { PageClock } from './clock.ts'
import { type Markup, html } from './html.ts'

/** What a fact is about, where that has a colour of its own. */
type Kind = 'baseline' | 'suspect'
type Fact = readonly [name: string, value: string, kind?: Kind]

/** Names and values in two columns. */
export function factList(facts: readonly Fact[]): Markup {
  return html`<dl class="facts">
    ${facts.map(
      ([name, value, kind]) =>
        html`<div class="${kind}">
          <dt>${name}</dt>
          <dd>${value}</dd>
        </div>`,
    )}
  </dl>`
}

/** The applied threshold and where it comes from. */
export function thresholdText({ analysis: { model } }: SavedReport): string {
  const { threshold, modelThreshold } = model
  return threshold === modelThreshold
    ? `${figure(threshold)}, ${thresholdOriginText(model)}`
    : `${figure(threshold)}, set by hand; the model's own is ${figure(modelThreshold)}`
}

function lossText(loss: readonly (number | null)[]): string {
  const [first, last] = [loss[0], loss.at(-1)]
  return first === undefined || last === undefined || last === null
    ? 'none'
    : `${figure(first)} in the first epoch, ${figure(last)} in the last`
}

function modelFacts(report: SavedReport, clock: PageClock): Fact[] {
  const { model, source } = report.analysis
  return [
    ['Model', model.id],
    ['Trained', clock.full(model.trainedAt)],
    ['Baseline', clock.fullRanges(model.ranges)],
    [
      'Learned from',
      `${figure(model.rows)} rows, ${figure(model.windows)} windows, ${String(model.epochs)} epochs`,
    ],
    ['Training loss', lossText(model.loss)],
    ['Validation loss', lossText(model.validationLoss)],
    ['Threshold', thresholdText(report)],
    ['Profile', model.profile],
    ['Trained with', model.engine],
    ['Seed', String(model.seed)],
    ['Cluster', source.key],
  ]
}

/** Model, settings and versions. */
export function about(report: SavedReport, clock: PageClock): Markup {
  const { settings, versions } = report
  const told = (value: string | number | boolean): string => (value === false ? 'none' : String(value))
  const rest: Fact[] = [
    ...Object.entries(settings).map(([name, value]): Fact => [name, told(value)]),
    ['nnad', versions.nnad],
    ['Node', versions.node],
    ['Scored with', versions.engine],
    ['Schema of the data', String(versions.schema)],
  ]
  return html`<section class="whole">
    <h2>Model, settings and versions</h2>
    <div class="columns">${factList(modelFacts(report, clock))}${factList(rest)}</div>
  </section>`
}

/** Three sentences for those who know nothing of autoencoders. */
export function readingGuide(report: SavedReport): Markup {
  const { model } = report.analysis
  const rows = report.settings['model.sequence_length']
  const window = typeof rows === 'number' ? `window of ${String(rows)} consecutive rows` : 'window of rows'
  const { falseAlarms, spacing, thresholdPercentile } = model
  const usual =
    falseAlarms === null
      ? `it fits worse than it does for ${String(thresholdPercentile ?? 0)} of 100 windows of the baseline`
      : `it fits so badly as it does by chance in ${budgetText(falseAlarms, spacing)}`
  const origin =
    model.threshold === model.modelThreshold
      ? `above the dashed threshold ${usual}`
      : 'the dashed threshold was set by hand'
  return html`<section class="guide whole">
    <h2>How to read this</h2>
    <p>
      From the baseline a model has learned how the metrics of this NameNode move together while all is well;
      the score says how badly this knowledge fits a ${window}: near 0 all is as usual, ${origin}. Flagged
      windows that overlap are one incident, and the parts say how much of its score each metric makes: the
      first one behaved least as usual, which makes it the symptom to look at first, not proof of a cause. A
      cause is named only where the signature of a known one fits, with what speaks for it, what against it
      and what this dump cannot show; slowness itself is never called a cause. Normal is the range that held
      90 of 100 values of the baseline; compare the peak with it to see whether a metric moved by a little or
      by much.
    </p>
  </section>`
}
