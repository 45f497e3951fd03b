// Settings of one kind.
import { Table } from '@mantine/core'
import type { ReactNode } from 'react'
import { type Settings, settingTable } from '../../../src-shared/contract/settings.ts'
import { SettingLine } from './setting-line.tsx'
import classes from './settings.module.css'

interface SettingGroupProps {
  readonly title: string
  /** Starts of their ids: `model.`. */
  readonly starts: readonly string[]
  readonly settings: Settings
  /** Below them: what belongs to them and is no setting. */
  readonly children?: ReactNode
}

export function SettingGroup({ title, starts, settings, children }: SettingGroupProps) {
  const headingId = `settings-${title.toLowerCase().replaceAll(' ', '-')}`
  return (
    <section className="card" aria-labelledby={headingId}>
      <h2 id={headingId}>{title}</h2>
      <Table className={classes['table']} verticalSpacing={7} aria-labelledby={headingId}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>Setting</Table.Th>
            <Table.Th>Value</Table.Th>
            <Table.Th>Default</Table.Th>
            <Table.Th>A change counts</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {settingTable
            .filter(({ id }) => starts.some((start) => id.startsWith(start)))
            .map((row) => (
              <SettingLine key={row.id} row={row} settings={settings} />
            ))}
        </Table.Tbody>
      </Table>
      {children}
    </section>
  )
}
