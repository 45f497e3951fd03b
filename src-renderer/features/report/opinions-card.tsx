// Second opinions: how other detectors, trained on the same baseline, judge the incident.
import { Table } from '@mantine/core'
import type { Opinion } from '../../../src-shared/contract/analysis.ts'
import { figure, metricLabel } from '../../../src-shared/figures.ts'
import { agreementText, detectorNames } from '../../../src-shared/summary/grades.ts'
import classes from './diagnosis.module.css'

export function OpinionsCard({ opinions }: { readonly opinions: readonly Opinion[] }) {
  return (
    <section className="card" aria-labelledby="opinions-heading">
      <h3 id="opinions-heading">
        Second opinions <span className={classes['subtitle']}>{agreementText(opinions)}</span>
      </h3>
      <Table className="figures" fz="sm" verticalSpacing={3} aria-label="Second opinions">
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col">Detector</Table.Th>
            <Table.Th scope="col">Agrees</Table.Th>
            <Table.Th scope="col" ta="right">
              x threshold
            </Table.Th>
            <Table.Th scope="col">Leading</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {opinions.map(({ detector, agrees, ratio, metrics }) => (
            <Table.Tr key={detector}>
              <Table.Th scope="row" fw={400}>
                {detectorNames[detector]}
              </Table.Th>
              <Table.Td>{agrees ? 'yes' : 'no'}</Table.Td>
              <Table.Td ta="right">{figure(ratio)}</Table.Td>
              <Table.Td>{metrics.map(metricLabel).join(', ')}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </section>
  )
}
