// Export of a report from the list.
import { ActionIcon, Menu } from '@mantine/core'
import { IconDownload } from '@tabler/icons-react'
import { ExportItems } from '../report/export-items.tsx'
import { useExport } from '../report/use-export.ts'

export function RowExport({ id }: { readonly id: number }) {
  const { isPending, mutate } = useExport(id)
  return (
    <Menu position="bottom-end" withinPortal>
      <Menu.Target>
        <ActionIcon
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
      <ExportItems mutate={mutate} />
    </Menu>
  )
}
