// The fleet runs, newest first.
import { Anchor, Table } from '@mantine/core'
import { Link } from 'wouter'
import type { FleetHead } from '../../../src-shared/contract/fleets.ts'
import { rangeText, timeText } from '../../../src-shared/zones.ts'
import { Tag } from '../../components/tag.tsx'
import type { Zone } from '../../state/use-zone.ts'
import { baselineText, minutesText, progressText, stateText } from './fleet-text.ts'
import classes from './fleet.module.css'

interface FleetRunsProps {
  readonly fleets: readonly FleetHead[]
  readonly zone: Zone
}

const heads = ['Run', 'State', 'Engine', 'Window', 'Baseline', 'NameNodes', 'Started'] as const

function RunRow({ fleet, zone }: { readonly fleet: FleetHead; readonly zone: string }) {
  const { id, engine, window, baseline, createdAt } = fleet
  const { text, tone } = stateText(fleet)
  return (
    <Table.Tr>
      <Table.Th scope="row">
        <Anchor component={Link} href={`/fleet/${String(id)}`} inherit>
          {`Run ${String(id)}`}
        </Anchor>
      </Table.Th>
      <Table.Td>
        <Tag tone={tone}>{text}</Tag>
      </Table.Td>
      <Table.Td>{engine}</Table.Td>
      <Table.Td title={rangeText(window.from, window.to, zone)}>{minutesText(window, zone)}</Table.Td>
      <Table.Td>{baselineText(baseline, zone)}</Table.Td>
      <Table.Td className={classes['wide']}>{progressText(fleet)}</Table.Td>
      <Table.Td>{timeText(createdAt, zone).slice(0, -':00'.length)}</Table.Td>
    </Table.Tr>
  )
}

export function FleetRuns({ fleets, zone }: FleetRunsProps) {
  if (fleets.length === 0)
    return (
      <p className="card quiet">No run yet. Each one stays here with what it found, until you delete it.</p>
    )
  return (
    <section className={`card ${classes['runs'] ?? ''}`} aria-labelledby="fleet-runs">
      <h2 id="fleet-runs">
        Runs <span className={classes['hint']}>{`times in ${zone.label}`}</span>
      </h2>
      <Table className={`figures ${classes['table'] ?? ''}`} verticalSpacing={4} aria-labelledby="fleet-runs">
        <Table.Thead>
          <Table.Tr>
            {heads.map((head) => (
              <Table.Th key={head} scope="col">
                {head}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {fleets.map((fleet) => (
            <RunRow key={fleet.id} fleet={fleet} zone={zone.name} />
          ))}
        </Table.Tbody>
      </Table>
    </section>
  )
}
