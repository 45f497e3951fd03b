// The formats of an export as the items of a menu, and the way to the dialog.
import { Menu } from '@mantine/core'
import { formatNames, formats } from './export-choice.ts'
import type { useExport } from './use-export.ts'

interface ExportItemsProps extends Pick<ReturnType<typeof useExport>, 'mutate'> {
  /** Opens the dialog. */
  readonly onChoose: () => void
}

export function ExportItems({ mutate, onChoose }: ExportItemsProps) {
  return (
    <Menu.Dropdown>
      {formats.map(({ format, what }) => (
        <Menu.Item key={format} onClick={() => mutate(format)}>
          {`${formatNames[format]}, ${what}`}
        </Menu.Item>
      ))}
      <Menu.Divider />
      <Menu.Item onClick={onChoose}>Paper and redaction…</Menu.Item>
    </Menu.Dropdown>
  )
}
