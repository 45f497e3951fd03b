// The addresses of a watch: state, role, last and next poll, answer, how it is asked; a problem with its fix in full.
import { Table } from '@mantine/core'
import type { NodeStatus, Watch } from '../../../src-shared/contract/watches.ts'
import { clockText, timeText } from '../../../src-shared/zones.ts'
import { Tag } from '../../components/tag.tsx'
import classes from './namenodes.module.css'
import { RoleTag } from './role-tag.tsx'
import { adviceOf, answerText, askedText, stateText } from './watch-text.ts'

interface AddressRowsProps {
  readonly watch: Watch
  /** IANA name. */
  readonly zone: string
}

const clock = (time: number | null, zone: string) =>
  time === null ? '–' : <span title={timeText(time, zone)}>{clockText(time, zone)}</span>

function AddressRow({ node, zone }: { readonly node: NodeStatus; readonly zone: string }) {
  const { text, tone } = stateText(node)
  const asked = askedText(node)
  const { problem } = node
  const advice = adviceOf(node)
  const isTold = problem !== null || advice.length > 0
  return (
    <>
      <Table.Tr data-told={isTold || undefined}>
        <Table.Th scope="row" className={classes['address']}>
          {node.url}
          {node.node !== null && <span className="quiet">{node.node}</span>}
        </Table.Th>
        <Table.Td>
          <Tag tone={tone}>{text}</Tag>
        </Table.Td>
        <Table.Td>
          <RoleTag haState={node.haState} />
        </Table.Td>
        <Table.Td>{node.version ?? '–'}</Table.Td>
        <Table.Td>{clock(node.lastGoodAt, zone)}</Table.Td>
        <Table.Td>{clock(node.nextPollAt, zone)}</Table.Td>
        <Table.Td>{answerText(node)}</Table.Td>
        <Table.Td>{asked === undefined ? '–' : <span title={asked.why}>{asked.text}</span>}</Table.Td>
      </Table.Tr>
      {isTold && (
        <Table.Tr>
          <Table.Td colSpan={8} className={classes['told']}>
            {problem !== null && (
              <p role="alert">
                <b>{problem.message}</b> {problem.fix}
              </p>
            )}
            {advice.map((one) => (
              <p key={one} data-tone="fair">
                {one}
              </p>
            ))}
          </Table.Td>
        </Table.Tr>
      )}
    </>
  )
}

export function AddressRows({ watch, zone }: AddressRowsProps) {
  return (
    <Table
      className={`figures ${classes['addresses'] ?? ''}`}
      verticalSpacing={4}
      aria-label={`Addresses of ${watch.name}`}
    >
      <Table.Thead>
        <Table.Tr>
          <Table.Th scope="col">Address, node</Table.Th>
          <Table.Th scope="col">State</Table.Th>
          <Table.Th scope="col">HA role</Table.Th>
          <Table.Th scope="col">Hadoop</Table.Th>
          <Table.Th scope="col">Last answer</Table.Th>
          <Table.Th scope="col">Next poll</Table.Th>
          <Table.Th scope="col">Answer</Table.Th>
          <Table.Th scope="col">Asked by</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {watch.nodes.map((node) => (
          <AddressRow key={node.url} node={node} zone={zone} />
        ))}
      </Table.Tbody>
    </Table>
  )
}
