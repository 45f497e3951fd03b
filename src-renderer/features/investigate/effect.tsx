// What an analysis would find, live: counts at this threshold and at others.
import { Anchor, Skeleton } from '@mantine/core'
import type { Preview } from '../../../src-shared/contract/reports.ts'
import { figure } from '../../../src-shared/figures.ts'
import { failureOf } from '../../data/failure.ts'
import { useInvestigation } from '../../state/investigation.ts'
import { useZone } from '../../state/use-zone.ts'
import { flaggedText, incidentsText, otherEffects } from './effect-text.ts'
import { Note } from './note.tsx'

interface EffectProps {
  readonly hasModel: boolean
  readonly preview: Preview | undefined
  readonly error: Error | null
}

export function Effect({ hasModel, preview, error }: EffectProps) {
  const zone = useZone()
  const setOverride = useInvestigation((state) => state.setThresholdOverride)
  if (!hasModel)
    return (
      <Note tone="plain">
        No model yet: train it on the baseline (step 1), then see here what it would find.
      </Note>
    )
  if (error !== null) return <Note tone="bad">{failureOf(error).message}</Note>
  if (preview === undefined) return <Skeleton height={44} />
  const others = otherEffects(preview)
  const { modelThreshold, threshold } = preview
  return (
    <Note tone={preview.flagged > 0 ? 'bad' : 'good'}>
      <b>{flaggedText(preview)}</b> {incidentsText(preview, zone.name)}
      {others.map((other, index) => (
        <span key={other.threshold}>
          {index === 0 ? ' At ' : '; at '}
          <Anchor
            component="button"
            type="button"
            fz="inherit"
            aria-label={`Set the threshold to ${figure(other.threshold)}: ${figure(other.flagged)} windows above it`}
            onClick={() => setOverride(Number(figure(other.threshold).replaceAll(',', '')))}
          >
            {figure(other.threshold)}
          </Anchor>
          {index === 0 ? ' it would be ' : ', '}
          {figure(other.flagged)}
        </span>
      ))}
      {others.length > 0 && '.'}
      {threshold !== modelThreshold && (
        <>
          {' '}
          <Anchor component="button" type="button" fz="inherit" onClick={() => setOverride(undefined)}>
            {`Back to the model’s ${figure(modelThreshold)}`}
          </Anchor>
        </>
      )}
    </Note>
  )
}
