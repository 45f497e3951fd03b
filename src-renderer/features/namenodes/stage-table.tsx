// The stages of monitoring: when each ran, how long it took, when it runs next, why it failed; and each on request.
import { Button, Table } from '@mantine/core'
import type { StageStatus } from '../../../src-shared/contract/monitoring.ts'
import { clockText, timeText } from '../../../src-shared/zones.ts'
import { Tag } from '../../components/tag.tsx'
import { tell, tellFailure } from '../../components/tell.tsx'
import { useRunStage } from '../../data/monitoring.ts'
import classes from './namenodes.module.css'
import { stageWords } from './stage-text.ts'
import { shortTime } from './watch-text.ts'

interface StageTableProps {
  readonly stages: readonly StageStatus[]
  readonly zone: string
}

const clock = (time: number | null, zone: string) =>
  time === null ? '–' : <span title={timeText(time, zone)}>{clockText(time, zone)}</span>

export function StageTable({ stages, zone }: StageTableProps) {
  const run = useRunStage()
  return (
    <Table
      className={`figures ${classes['stages'] ?? ''}`}
      verticalSpacing={4}
      aria-label="Stages of monitoring"
    >
      <Table.Thead>
        <Table.Tr>
          <Table.Th scope="col">Stage</Table.Th>
          <Table.Th scope="col">When</Table.Th>
          <Table.Th scope="col">Last ended</Table.Th>
          <Table.Th scope="col" className="number">
            Took
          </Table.Th>
          <Table.Th scope="col">Next</Table.Th>
          <Table.Td />
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {stages.map(({ stage, when, lastAt, lastMs, nextAt, isRunning, error }) => {
          const [name, what] = stageWords[stage]
          return (
            <Table.Tr key={stage}>
              <Table.Th scope="row">
                {name} <span className={`quiet ${classes['what'] ?? ''}`}>{what}</span>
                {error !== null && (
                  <p className={classes['failed']} role="alert">
                    Failed: {error}
                  </p>
                )}
              </Table.Th>
              <Table.Td>{when}</Table.Td>
              <Table.Td>{isRunning ? <Tag>running</Tag> : clock(lastAt, zone)}</Table.Td>
              <Table.Td className="number">{lastMs === null ? '–' : shortTime(lastMs)}</Table.Td>
              <Table.Td>{clock(nextAt, zone)}</Table.Td>
              <Table.Td className="number">
                {/* Polls follow one another by themselves, and each watch has its own. */}
                {stage !== 'collect' && (
                  <Button
                    size="compact-xs"
                    variant="default"
                    loading={run.isPending && run.variables === stage}
                    onClick={() =>
                      run.mutate(stage, {
                        // What went wrong stands in its row.
                        onSuccess: ({ stages: after }) => {
                          if (after.find((one) => one.stage === stage)?.error === null) tell(`${name}: done`)
                        },
                        onError: (failure) => tellFailure(`${name} failed`, failure),
                      })
                    }
                  >
                    {`${name} now`}
                  </Button>
                )}
              </Table.Td>
            </Table.Tr>
          )
        })}
      </Table.Tbody>
    </Table>
  )
}
