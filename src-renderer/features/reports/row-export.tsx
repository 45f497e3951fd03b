// Export of a report from the list.
import { ActionIcon, Menu } from '@mantine/core'
import { IconDownload } from '@tabler/icons-react'
import { useRef, useState } from 'react'
import { ExportDialog } from '../report/export-dialog.tsx'
import { ExportItems } from '../report/export-items.tsx'
import { useExport } from '../report/use-export.ts'

export function RowExport({ id }: { readonly id: number }) {
  const { isPending, mutate } = useExport(id)
  const [isChoosing, setChoosing] = useState(false)
  const button = useRef<HTMLButtonElement>(null)
  return (
    <>
      <Menu position="bottom-end" withinPortal>
        <Menu.Target>
          <ActionIcon
            ref={button}
            variant="subtle"
            color="gray"
            size="sm"
            loading={isPending}
            title="Export"
            aria-label={`Export report ${String(id)}`}
          >
            <IconDownload size={15} />
          </ActionIcon>
        </Menu.Target>
        <ExportItems mutate={mutate} onChoose={() => setChoosing(true)} />
      </Menu>
      <ExportDialog id={id} isOpen={isChoosing} opener={button} onClose={() => setChoosing(false)} />
    </>
  )
}
