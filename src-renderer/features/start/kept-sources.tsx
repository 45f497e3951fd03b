// The NameNodes whose data is here.
import { Badge, Button, Table } from '@mantine/core'
import type { Source } from '../../../src-shared/contract/sources.ts'
import { figure } from '../../../src-shared/figures.ts'
import { rangeText } from '../../../src-shared/zones.ts'
import { navigate } from '../../state/address.ts'
import { useInvestigation } from '../../state/investigation.ts'
import { useZone } from '../../state/use-zone.ts'

/** A node's name often begins with its source's, as in nn1.lab:8020. */
const nodeTitle = (source: string, node: string): string =>
  node.startsWith(source) ? node : `${source}, ${node}`

export function KeptSources({ sources }: { readonly sources: readonly Source[] }) {
  const zone = useZone()
  const choose = useInvestigation((state) => state.choose)
  const rows = sources.flatMap((source) => source.nodes.map((node) => ({ source, node })))
  return (
    <section className="card" aria-labelledby="kept-sources">
      <h2 id="kept-sources">What is here</h2>
      <Table className="figures" verticalSpacing={6}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>NameNode</Table.Th>
            <Table.Th>Hadoop</Table.Th>
            <Table.Th>HA role</Table.Th>
            <Table.Th className="number">Rows</Table.Th>
            <Table.Th>From, to ({zone.name})</Table.Th>
            <Table.Td />
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map(({ source, node }) => (
            <Table.Tr key={`${String(source.id)} ${node.name}`}>
              <Table.Th scope="row">{nodeTitle(source.name, node.name)}</Table.Th>
              <Table.Td>{node.version ?? 'not told'}</Table.Td>
              <Table.Td>
                <Badge variant="default">{node.haState}</Badge>
              </Table.Td>
              <Table.Td className="number">{figure(node.samples)}</Table.Td>
              <Table.Td>
                {node.first === null || node.last === null
                  ? 'no rows'
                  : rangeText(node.first, node.last, zone.name)}
              </Table.Td>
              <Table.Td className="number">
                <Button
                  size="compact-sm"
                  variant="default"
                  aria-label={`Investigate ${node.name}`}
                  onClick={() => {
                    choose(source.id, node.name)
                    navigate('/investigate')
                  }}
                >
                  Investigate
                </Button>
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </section>
  )
}
