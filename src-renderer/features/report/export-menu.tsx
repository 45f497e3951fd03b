// Export, by format or as chosen in a dialog; by menu, palette and keys.
import { Button, Menu } from '@mantine/core'
import { IconChevronDown } from '@tabler/icons-react'
import { useRef, useState } from 'react'
import { useCommands } from '../commands/use-commands.ts'
import { formatNames } from './export-choice.ts'
import { ExportDialog } from './export-dialog.tsx'
import { ExportItems } from './export-items.tsx'
import { useExport } from './use-export.ts'

export function ExportMenu({ id }: { readonly id: number }) {
  const { isPending, variables, mutate } = useExport(id)
  const [isChoosing, setChoosing] = useState(false)
  const button = useRef<HTMLButtonElement>(null)
  const group = 'Report'
  const choose = (): void => setChoosing(true)
  useCommands([
    { id: 'report-export-pdf', label: 'Export report as PDF', group, keys: 'E', run: () => mutate('pdf') },
    { id: 'report-export-html', label: 'Export report as HTML', group, run: () => mutate('html') },
    {
      id: 'report-export-nnreport',
      label: 'Export report as .nnreport, to open in another nnad',
      group,
      run: () => mutate('nnreport'),
    },
    {
      id: 'report-export-choose',
      label: 'Export report: paper and redaction…',
      group,
      keys: 'shift+E',
      run: choose,
    },
  ])
  return (
    <>
      <Menu position="bottom-end" withinPortal>
        <Menu.Target>
          <Button
            ref={button}
            size="xs"
            rightSection={<IconChevronDown size={14} />}
            disabled={isPending}
            aria-busy={isPending}
          >
            {isPending ? `Making ${formatNames[variables]}` : 'Export'}
          </Button>
        </Menu.Target>
        <ExportItems mutate={mutate} onChoose={choose} />
      </Menu>
      <ExportDialog id={id} isOpen={isChoosing} opener={button} onClose={() => setChoosing(false)} />
    </>
  )
}
