// Ctrl/Cmd+K: every command with its key, and every report by its title.
import { Spotlight, type SpotlightActionData, type SpotlightActionGroupData } from '@mantine/spotlight'
import { useReports } from '../../data/reports.ts'
import { navigate } from '../../state/address.ts'
import { Keys } from './command-keys.tsx'
import { type Command, commandsNow, useCommandList } from './command-list.ts'
import { groupsOf } from './command-groups.ts'

function actionOf({ id, label, keys, disabled, run }: Command): SpotlightActionData {
  return {
    id,
    label,
    ...(keys === undefined ? {} : { rightSection: <Keys keys={keys} /> }),
    ...(disabled === undefined ? { onClick: run } : { description: disabled, disabled: true }),
  }
}

export function Palette() {
  const list = useCommandList()
  const { data: reports = [] } = useReports()
  const commands = groupsOf(commandsNow(list).filter(({ id }) => id !== 'search')).map(
    ({ group, commands: its }): SpotlightActionGroupData => ({ group, actions: its.map(actionOf) }),
  )
  const opened = reports.map(({ id, title, sourceName }): SpotlightActionData => ({
    id: `report-${String(id)}`,
    label: title,
    description: sourceName,
    onClick: () => navigate(`/reports/${String(id)}`),
  }))
  return (
    <Spotlight
      actions={[...commands, ...(opened.length === 0 ? [] : [{ group: 'Reports', actions: opened }])]}
      nothingFound="No command and no report is called so."
      // The command of the same key opens it, also while somebody types.
      shortcut={null}
      limit={60}
      scrollable
      attributes={{ content: { 'aria-label': 'Search or run a command' } }}
      maxHeight={440}
      overlayProps={{ backgroundOpacity: 0.35, blur: 0 }}
      transitionProps={{ duration: 0 }}
      searchProps={{
        placeholder: 'Search or run a command',
        'aria-label': 'Search or run a command',
        size: 'md',
      }}
    />
  )
}
