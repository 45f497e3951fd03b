// Who was told of what lately, and whether it arrived.
import { Anchor, Table } from '@mantine/core'
import { Link } from 'wouter'
import { timeText } from '../../../src-shared/zones.ts'
import { failureOf } from '../../data/failure.ts'
import { useDeliveries } from '../../data/monitoring.ts'
import { useZone } from '../../state/use-zone.ts'
import { channelNames, deliveryText } from './channel-text.ts'
import classes from './settings.module.css'

export function Deliveries() {
  const { data: deliveries, error } = useDeliveries()
  const zone = useZone()
  return (
    <section aria-labelledby="deliveries">
      <h3 id="deliveries">Latest notifications</h3>
      {error !== null && <p role="alert">{failureOf(error).message}</p>}
      {deliveries?.length === 0 && <p className="quiet">None was sent yet.</p>}
      {deliveries !== undefined && deliveries.length > 0 && (
        <Table className="figures" fz="sm" verticalSpacing={3} aria-label="Latest notifications">
          <Table.Thead>
            <Table.Tr>
              <Table.Th scope="col">Time ({zone.name})</Table.Th>
              <Table.Th scope="col">By</Table.Th>
              <Table.Th scope="col">What</Table.Th>
              <Table.Th scope="col">Outcome</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {deliveries.map((delivery) => (
              <Table.Tr key={delivery.id}>
                <Table.Td className={classes['line']}>{timeText(delivery.createdAt, zone.name)}</Table.Td>
                <Table.Td>{channelNames[delivery.channel]}</Table.Td>
                <Table.Td>
                  {delivery.incidentId === null ? (
                    delivery.subject
                  ) : (
                    <Anchor component={Link} href={`/incidents/${String(delivery.incidentId)}`} inherit>
                      {delivery.subject}
                    </Anchor>
                  )}
                </Table.Td>
                <Table.Td data-failed={delivery.state === 'failed' || undefined}>
                  {deliveryText(delivery)}
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      )}
    </section>
  )
}
