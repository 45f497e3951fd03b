// Keys and palette entries of Investigate that belong to no card.
import { useInvestigation } from '../../state/investigation.ts'
import { type Command, useCommands } from '../commands/use-commands.ts'
import { useZoom } from '../overview/use-zoom.ts'
import type { Subject } from './subject.ts'

export function useInvestigateCommands(subject: Subject): void {
  const zoom = useZoom(subject)
  const { setActive, undo } = useInvestigation.getState()
  const canUndo = useInvestigation(({ past }) => past.length > 0)
  const isAll = useInvestigation(({ view }) => view === undefined)
  const group = 'Investigate'
  const all = isAll ? { disabled: 'Everything is shown.' } : {}
  const commands: readonly Command[] = [
    {
      id: 'pick-baseline',
      label: 'Drag draws window 1, baseline',
      keys: 'B',
      group,
      run: () => setActive('baseline'),
    },
    {
      id: 'pick-suspect',
      label: 'Drag draws window 2, suspect',
      keys: 'S',
      group,
      run: () => setActive('suspect'),
    },
    { id: 'zoom-in', label: 'Zoom in', keys: '+', group, run: () => zoom(0.5) },
    { id: 'zoom-out', label: 'Zoom out', keys: '-', group, run: () => zoom(2), ...all },
    { id: 'zoom-all', label: 'Show all', keys: '0', group, run: () => zoom(Infinity), ...all },
    {
      id: 'undo-window',
      label: 'Undo the last change of a window',
      keys: 'mod+Z',
      group,
      run: undo,
      ...(canUndo ? {} : { disabled: 'No window has been changed.' }),
    },
  ]
  useCommands(commands)
}
