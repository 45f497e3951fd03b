// What is kept beside the data folder: what resets have set aside, and copies that were asked for.
import { Button, Table } from '@mantine/core'
import { useState } from 'react'
import type { Backup } from '../../../src-shared/contract/system.ts'
import { bytesText } from '../../../src-shared/figures.ts'
import { timeText } from '../../../src-shared/zones.ts'
import { useRestore } from '../../data/backups.ts'
import { useZone } from '../../state/use-zone.ts'
import { DiscardDialog } from './discard-dialog.tsx'

export function Backups({ backups }: { readonly backups: readonly Backup[] }) {
  const zone = useZone()
  const restore = useRestore()
  const [discarded, setDiscarded] = useState<Backup>()
  if (backups.length === 0) return null
  return (
    <>
      <h3>Backups</h3>
      <Table className="figures" verticalSpacing={6} aria-label="Backups">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>Made ({zone.name})</Table.Th>
            <Table.Th>Folder</Table.Th>
            <Table.Th className="number">Size</Table.Th>
            <Table.Td />
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {backups.map((backup) => (
            <Table.Tr key={backup.name}>
              <Table.Td>{timeText(backup.createdAt, zone.name)}</Table.Td>
              <Table.Td>{backup.name}</Table.Td>
              <Table.Td className="number">{bytesText(backup.bytes)}</Table.Td>
              <Table.Td className="number">
                <Button.Group display="inline-flex">
                  <Button
                    size="compact-sm"
                    variant="default"
                    aria-label={`Put back ${backup.name}`}
                    loading={restore.isPending && restore.variables === backup.name}
                    onClick={() => restore.mutate(backup.name)}
                  >
                    Put back
                  </Button>
                  <Button size="compact-sm" variant="default" onClick={() => setDiscarded(backup)}>
                    Delete<span className="visually-hidden"> {backup.name}</span>&nbsp;for good…
                  </Button>
                </Button.Group>
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      <DiscardDialog backup={discarded} onClose={() => setDiscarded(undefined)} />
    </>
  )
}
