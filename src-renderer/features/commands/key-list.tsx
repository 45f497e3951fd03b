// ?: the keys of all commands that are there now.
import { Modal, Table } from '@mantine/core'
import { useState } from 'react'
import { Keys } from './command-keys.tsx'
import { groupsOf } from './command-groups.ts'
import { commandsNow, useCommandList } from './command-list.ts'
import { useCommands } from './use-commands.ts'
import classes from './key-list.module.css'

export function KeyList() {
  const [isOpen, setOpen] = useState(false)
  const list = useCommandList()
  useCommands([
    { id: 'help-keys', label: 'Show all keys', keys: '?', group: 'Help', run: () => setOpen(true) },
  ])
  const groups = groupsOf(commandsNow(list).filter(({ keys }) => keys !== undefined))
  return (
    <Modal opened={isOpen} onClose={() => setOpen(false)} title="Keys" size="lg">
      <div className={classes['groups']}>
        {groups.map(({ group, commands }) => (
          <section key={group} aria-label={group}>
            <h3 className="quiet">{group}</h3>
            <Table verticalSpacing={4} withRowBorders={false}>
              <Table.Tbody>
                {commands.map(({ id, label, keys = '' }) => (
                  <Table.Tr key={id}>
                    <Table.Td>{label}</Table.Td>
                    <Table.Td className="number">
                      <Keys keys={keys} />
                    </Table.Td>
                  </Table.Tr>
                ))}
              </Table.Tbody>
            </Table>
          </section>
        ))}
      </div>
      <p className="quiet">Keys rest while you type. Esc closes what is open.</p>
    </Modal>
  )
}
