// Commands that are there on every page.
import { spotlight } from '@mantine/spotlight'
import { useUpdateSettings } from '../../data/settings.ts'
import { navigate } from '../../state/address.ts'
import { type Command, useCommands } from '../commands/use-commands.ts'

const search: Command = {
  id: 'search',
  label: 'Search or run a command',
  keys: 'mod+K',
  group: 'Help',
  run: () => spotlight.open(),
}

const goTo = (id: string, label: string, to: string, keys: string): Command => ({
  id: `go-${id}`,
  label: `Go to ${label}`,
  keys,
  group: 'Go to',
  run: () => navigate(to),
})

const places: readonly Command[] = [
  goTo('start', 'Start', '/', 'shift+S'),
  goTo('namenodes', 'NameNodes', '/namenodes', 'shift+N'),
  goTo('engines', 'Engines', '/engines', 'shift+H'),
  goTo('live', 'Live', '/live', 'shift+L'),
  goTo('incidents', 'Incidents', '/incidents', 'shift+A'),
  goTo('investigate', 'Investigate', '/investigate', 'shift+I'),
  goTo('fleet', 'Fleet', '/fleet', 'shift+F'),
  goTo('reports', 'Reports', '/reports', 'shift+R'),
  goTo('settings', 'Settings', '/settings', ','),
]

export function useShellCommands(): void {
  const { mutate } = useUpdateSettings()
  useCommands([
    ...places,
    {
      id: 'add-namenode',
      label: 'Add a NameNode to watch',
      group: 'Import',
      run: () => navigate('/namenodes/add'),
    },
    {
      id: 'add-engine',
      label: 'Add an engine (Prometheus, Thanos, Mimir, VictoriaMetrics)',
      group: 'Import',
      run: () => navigate('/engines/add'),
    },
    {
      id: 'zone-utc',
      label: 'Show times in UTC',
      group: 'View',
      run: () => mutate({ 'view.time_zone': 'utc' }),
    },
    {
      id: 'zone-namenode',
      label: 'Show times in the NameNode’s zone',
      group: 'View',
      run: () => mutate({ 'view.time_zone': 'namenode' }),
    },
    {
      id: 'zone-local',
      label: 'Show times in this computer’s zone',
      group: 'View',
      run: () => mutate({ 'view.time_zone': 'local' }),
    },
    {
      id: 'scheme-auto',
      label: 'Colours: as this computer has them',
      group: 'View',
      run: () => mutate({ 'view.color_scheme': 'auto' }),
    },
    {
      id: 'scheme-light',
      label: 'Colours: light',
      group: 'View',
      run: () => mutate({ 'view.color_scheme': 'light' }),
    },
    {
      id: 'scheme-dark',
      label: 'Colours: dark',
      group: 'View',
      run: () => mutate({ 'view.color_scheme': 'dark' }),
    },
    search,
  ])
}
