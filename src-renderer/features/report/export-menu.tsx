// Export, by format.
import { Button, Menu } from '@mantine/core'
import { IconChevronDown } from '@tabler/icons-react'
import { ExportItems } from './export-items.tsx'
import type { useExport } from './use-export.ts'

interface ExportMenuProps {
  readonly exporting: ReturnType<typeof useExport>
}

export function ExportMenu({ exporting }: ExportMenuProps) {
  const { isPending, variables, mutate } = exporting
  return (
    <Menu position="bottom-end" withinPortal>
      <Menu.Target>
        <Button
          size="xs"
          rightSection={<IconChevronDown size={14} />}
          disabled={isPending}
          aria-busy={isPending}
        >
          {isPending ? `Making ${variables.toUpperCase()}` : 'Export'}
        </Button>
      </Menu.Target>
      <ExportItems mutate={mutate} />
    </Menu>
  )
}
