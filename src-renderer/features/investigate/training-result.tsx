// The model there is, and how its training went, or how the one under way goes.
import { Table } from '@mantine/core'
import type { Model } from '../../../src-shared/contract/models.ts'
import { figure } from '../../../src-shared/figures.ts'
import classes from './baseline.module.css'
import { engineText } from './engine-text.ts'
import { LossCurve } from './loss-curve.tsx'
import { useLossesShown } from './use-losses-shown.ts'
import type { Training } from './use-training.ts'

/** Name and value of what people ask of a model; – for what there is not yet. */
const factsOf = (model: Model | undefined) =>
  [
    ['Rows used', figure(model?.rows)],
    ['Windows', figure(model?.windows)],
    ['Epochs run', figure(model?.epochs)],
    [model?.profile === 'original' ? 'Threshold (MSE)' : 'Threshold', figure(model?.threshold)],
    ['Engine', model === undefined ? '–' : engineText(model)],
  ] as const

export function TrainingResult({ training }: { readonly training: Training }) {
  const { model } = training
  const losses = useLossesShown(training)
  const reason = model?.engineReason ?? null
  return (
    <div>
      <LossCurve losses={losses} />
      <Table fz="xs" verticalSpacing={1} horizontalSpacing={2} className="figures" aria-label="Model">
        <Table.Tbody>
          {factsOf(model).map(([name, value]) => (
            <Table.Tr key={name}>
              <Table.Th scope="row" fw={400}>
                {name}
              </Table.Th>
              <Table.Td ta="right">{value}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      {reason !== null && <p className={`quiet ${classes['reason'] ?? ''}`}>{`tf.js, because ${reason}.`}</p>}
    </div>
  )
}
