// The models of a source: which judges which HA role now, which were refused and why, and putting one back.
import { Button, Table } from '@mantine/core'
import type { Model } from '../../../src-shared/contract/models.ts'
import { figure } from '../../../src-shared/figures.ts'
import { hullOf } from '../../../src-shared/time.ts'
import { rangeText, timeText } from '../../../src-shared/zones.ts'
import { Tag } from '../../components/tag.tsx'
import { tell, tellFailure } from '../../components/tell.tsx'
import { usePutBack } from '../../data/models.ts'
import type { Zone } from '../../state/use-zone.ts'
import classes from './live.module.css'
import { RoleTag } from '../namenodes/role-tag.tsx'

interface ModelsTableProps {
  /** Chosen last, or else made last, first. */
  readonly models: readonly Model[]
  readonly zone: Zone
}

function ModelRow({
  model,
  before,
  zone,
}: {
  readonly model: Model
  readonly before: Model | undefined
  readonly zone: Zone
}) {
  const { id, haState, createdAt, ranges, rows, threshold, current, refused } = model
  const putBack = usePutBack()
  const use = (): void =>
    putBack.mutate(id, {
      onError: (error) => tellFailure('The model was not put into use', error),
      onSuccess: () =>
        tell(
          `Model ${id} judges from now on`,
          before === undefined ? undefined : { label: 'Undo', run: () => putBack.mutate(before.id) },
        ),
    })
  const hull = ranges.length === 0 ? undefined : hullOf(ranges)
  return (
    <Table.Tr>
      <Table.Th scope="row">
        <RoleTag haState={haState ?? 'any role'} />
      </Table.Th>
      <Table.Td className={classes['modelTimes']}>{timeText(createdAt, zone.name)}</Table.Td>
      <Table.Td className={classes['modelTimes']}>
        {hull === undefined ? '–' : rangeText(hull.from, hull.to, zone.name)}
      </Table.Td>
      <Table.Td className="number">{figure(rows)}</Table.Td>
      <Table.Td className="number">{figure(threshold)}</Table.Td>
      <Table.Td className={classes['refused']}>
        {current ? <Tag tone="good">in use</Tag> : refused === null ? 'earlier' : `Not used: ${refused}`}
      </Table.Td>
      <Table.Td className="number">
        {!current && (
          <Button
            size="compact-xs"
            variant="default"
            loading={putBack.isPending}
            aria-label={`Use the model of ${timeText(createdAt, zone.name)}`}
            onClick={use}
          >
            Use
          </Button>
        )}
      </Table.Td>
    </Table.Tr>
  )
}

export function ModelsTable({ models, zone }: ModelsTableProps) {
  const kept = models.filter(({ draft }) => !draft)
  return (
    <section className="card" aria-labelledby="models-heading">
      <h2 id="models-heading">Models</h2>
      {kept.length === 0 ? (
        <p className="quiet">
          None yet: the first is trained by the rule above as soon as there are rows enough, or on
          Investigate.
        </p>
      ) : (
        <Table className="figures" fz="sm" verticalSpacing={4} aria-label="Models">
          <Table.Thead>
            <Table.Tr>
              <Table.Th scope="col">HA role</Table.Th>
              <Table.Th scope="col">Trained ({zone.name})</Table.Th>
              <Table.Th scope="col">Learned ({zone.name})</Table.Th>
              <Table.Th scope="col" className="number">
                Rows
              </Table.Th>
              <Table.Th scope="col" className="number">
                Threshold
              </Table.Th>
              <Table.Th scope="col">State</Table.Th>
              <Table.Td />
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {kept.map((model) => (
              <ModelRow
                key={model.id}
                model={model}
                before={kept.find(({ current, haState }) => current && haState === model.haState)}
                zone={zone}
              />
            ))}
          </Table.Tbody>
        </Table>
      )}
    </section>
  )
}
