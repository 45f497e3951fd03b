// Tries another threshold out: its effect at once, a new report where somebody wants one.
import { Button, NumberInput, Slider } from '@mantine/core'
import { useMemo } from 'react'
import type { SavedReport } from '../../../src-shared/contract/reports.ts'
import { figure } from '../../../src-shared/figures.ts'
import { AnalyzeAgain } from './analyze-again.tsx'
import { notHereReason } from './not-here.ts'
import classes from './report.module.css'
import { type WhatIf, scoreExtent } from './what-if.ts'

interface ThresholdControlProps {
  readonly report: SavedReport
  readonly threshold: number
  /** What the threshold tried out flags. */
  readonly effect: WhatIf
  readonly onChange: (threshold: number) => void
}

/** Steps of the slider, which is logarithmic. */
const steps = 400

/** Slider positions and thresholds between the lowest and the highest score, the report's own included. */
function scaleOf({ analysis: { windows, model } }: SavedReport) {
  const [low, high] = scoreExtent(windows) ?? [model.threshold, model.threshold]
  const [from, to] = [Math.min(low, model.threshold) * 0.9, Math.max(high, model.threshold) * 1.1]
  const ratio = Math.log(to / from)
  return {
    at: (position: number): number => Number((from * Math.exp((ratio * position) / steps)).toPrecision(3)),
    positionOf: (threshold: number): number =>
      Math.round(Math.min(steps, Math.max(0, (Math.log(threshold / from) / ratio) * steps))),
  }
}

const counted = (count: number, what: string): string =>
  `${count.toLocaleString('en-US')} ${what}${count === 1 ? '' : 's'}`

function effectText(
  { analysis: { windows, model, incidents } }: SavedReport,
  threshold: number,
  effect: WhatIf,
) {
  const flagged = windows.filter((window) => window.flagged).length
  const here = `${effect.flagged.toLocaleString('en-US')} of ${counted(windows.length, 'window')} above, ${counted(effect.incidents.length, 'incident')}`
  return threshold === model.threshold
    ? `At ${figure(threshold)}: ${here}.`
    : `At ${figure(threshold)}: ${here}. In this report, at ${figure(model.threshold)}: ${flagged.toLocaleString('en-US')} above, ${counted(incidents.length, 'incident')}.`
}

export function ThresholdControl({ report, threshold, effect, onChange }: ThresholdControlProps) {
  const { model } = report.analysis
  const scale = useMemo(() => scaleOf(report), [report])
  const isOwn = threshold === model.threshold
  return (
    <div className={classes['threshold']}>
      <div className={classes['thresholdRow']}>
        <span className="quiet">Try a threshold</span>
        <Slider
          size="xs"
          color="gray"
          className={classes['slider'] ?? ''}
          min={0}
          max={steps}
          value={scale.positionOf(threshold)}
          onChange={(position) => onChange(scale.at(position))}
          label={(position) => figure(scale.at(position))}
          thumbLabel="Threshold to try out"
          thumbValueText={(position) => figure(scale.at(position))}
          marks={[{ value: scale.positionOf(model.threshold) }]}
        />
        <NumberInput
          size="xs"
          w={112}
          aria-label={`Threshold to try out; in this report ${figure(model.threshold)}`}
          hideControls
          min={0}
          allowNegative={false}
          value={Number(threshold.toPrecision(3))}
          onChange={(value) => {
            const wanted = Number(value)
            if (value !== '' && wanted > 0) onChange(wanted)
          }}
        />
        <Button size="xs" variant="default" disabled={isOwn} onClick={() => onChange(model.threshold)}>
          {`Back to ${figure(model.threshold)}`}
        </Button>
      </div>
      <p className="figures" aria-live="polite">
        {effectText(report, threshold, effect)}
      </p>
      {report.sourceId === null ? (
        !isOwn && <p className="quiet">{notHereReason}, then analyze again with this threshold.</p>
      ) : (
        <AnalyzeAgain {...{ report, threshold, isOwn }} source={report.sourceId} />
      )}
    </div>
  )
}
