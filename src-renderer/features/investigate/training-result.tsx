// The model there is: what it was trained on, its threshold, how training went, and whether the window has moved since.
import { Table } from '@mantine/core'
import type { Job } from '../../../src-shared/contract/jobs.ts'
import type { Model } from '../../../src-shared/contract/models.ts'
import { figure } from '../../../src-shared/figures.ts'
import { type TimeRange, formatDuration, hullOf } from '../../../src-shared/time.ts'
import { rangeText, timeText } from '../../../src-shared/zones.ts'
import { useZone } from '../../state/use-zone.ts'
import classes from './investigate.module.css'
import { LossCurve } from './loss-curve.tsx'
import { Note } from './note.tsx'
import { isSame } from './presets.ts'

interface TrainingResultProps {
  readonly model: Model
  /** The job that made it, where it is still known. */
  readonly job: Job | undefined
  readonly window: TimeRange | undefined
}

export function TrainingResult({ model, job, window }: TrainingResultProps) {
  const zone = useZone()
  const trained = hullOf(model.ranges)
  const lasted =
    typeof job?.finishedAt === 'number' ? ` in ${formatDuration(job.finishedAt - job.createdAt)}` : ''
  const facts = [
    ['Rows used', figure(model.rows)],
    ['Windows', figure(model.windows)],
    ['Epochs run', figure(model.epochs)],
    ['Threshold (MSE)', figure(model.threshold)],
  ] as const
  return (
    <>
      <div className={classes['result']}>
        <Table fz="xs" verticalSpacing={3} className="figures" aria-label="Model">
          <Table.Tbody>
            {facts.map(([name, value]) => (
              <Table.Tr key={name}>
                <Table.Th scope="row" fw={400}>
                  {name}
                </Table.Th>
                <Table.Td ta="right">{value}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
        <LossCurve model={model} />
      </div>
      <p className={`quiet figures ${classes['trained'] ?? ''}`}>
        {`Trained ${timeText(model.createdAt, zone.name)}${lasted} on ${rangeText(trained.from, trained.to, zone.name)}.`}
      </p>
      {!isSame(trained, window) && (
        <Note tone="fair">That is another window than the one above: train again to use this one.</Note>
      )}
    </>
  )
}
