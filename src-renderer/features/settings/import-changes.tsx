// What an import of settings would change: each with its value now and then.
import { Table } from '@mantine/core'
import { type SettingsImport, settingTable } from '../../../src-shared/contract/settings.ts'
import { valueText } from './setting-value.ts'
import classes from './settings.module.css'

type Change = SettingsImport['changes'][number]

const secretNames: Readonly<Record<string, string>> = {
  'smtp-password': 'mail password',
  'remote-write': 'secret of remote write',
}

function ChangeLine({ id, before, after }: Change) {
  return (
    <Table.Tr>
      <Table.Th scope="row">
        {settingTable.find((row) => row.id === id)?.label} <code className={classes['id']}>{id}</code>
      </Table.Th>
      <Table.Td className={classes['path']}>{valueText(id, before)}</Table.Td>
      <Table.Td className={classes['path']}>{valueText(id, after)}</Table.Td>
    </Table.Tr>
  )
}

export function ImportChanges({ result: { changes, forgets } }: { readonly result: SettingsImport }) {
  if (changes.length === 0) return <p>Nothing to change: the settings are as in the file.</p>
  return (
    <>
      <Table className="figures" verticalSpacing={6} aria-label="What changes">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>Setting</Table.Th>
            <Table.Th>Now</Table.Th>
            <Table.Th>After the import</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {changes.map((change) => (
            <ChangeLine key={change.id} {...change} />
          ))}
        </Table.Tbody>
      </Table>
      {forgets.length > 0 && (
        <p>
          Forgotten, since given for another server or user: the kept{' '}
          {forgets.map((name) => secretNames[name] ?? name).join(' and the kept ')}. Undoing the import does
          not bring back what was kept.
        </p>
      )}
    </>
  )
}
