// Who rose in an incident: user, operation, rates, parts of the added calls and of their cost.
import { Table } from '@mantine/core'
import type { UserShare } from '../../../src-shared/contract/analysis.ts'
import { figure } from '../../../src-shared/figures.ts'
import classes from './diagnosis.module.css'
import { shareText } from './share-text.ts'

function UserRow({ one }: { readonly one: UserShare }) {
  const { user, operation, perSecond, usualPerSecond, callShare, share } = one
  return (
    <Table.Tr>
      <Table.Th scope="row" fw={600}>
        {user}
      </Table.Th>
      <Table.Td>{operation}</Table.Td>
      <Table.Td ta="right">{figure(perSecond)}</Table.Td>
      <Table.Td ta="right">{figure(usualPerSecond)}</Table.Td>
      <Table.Td ta="right">{callShare === null ? '–' : shareText(callShare)}</Table.Td>
      <Table.Td ta="right">{shareText(share)}</Table.Td>
    </Table.Tr>
  )
}

export function UsersCard({ users }: { readonly users: readonly UserShare[] }) {
  return (
    <section className="card" aria-labelledby="users-heading">
      <h3 id="users-heading">
        Who rose{' '}
        <span className={classes['subtitle']}>
          parts of what was added; cost is calls x time, weighted by the lock they hold
        </span>
      </h3>
      {users.length === 0 ? (
        <p className="quiet">No user stands out: nobody’s calls rose, or the dump does not say who called.</p>
      ) : (
        <Table className="figures" fz="sm" verticalSpacing={3} aria-label="Users by added cost">
          <Table.Thead>
            <Table.Tr>
              <Table.Th scope="col">User</Table.Th>
              <Table.Th scope="col">Operation</Table.Th>
              <Table.Th scope="col" ta="right">
                Calls/s
              </Table.Th>
              <Table.Th scope="col" ta="right">
                Usually
              </Table.Th>
              <Table.Th scope="col" ta="right">
                Of calls
              </Table.Th>
              <Table.Th scope="col" ta="right">
                Of cost
              </Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {users.map((one) => (
              <UserRow key={`${one.user} ${one.operation}`} one={one} />
            ))}
          </Table.Tbody>
        </Table>
      )}
    </section>
  )
}
