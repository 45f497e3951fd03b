// The formats of an export as the items of a menu.
import { Menu } from '@mantine/core'
import { formats, type useExport } from './use-export.ts'

export function ExportItems({ mutate }: Pick<ReturnType<typeof useExport>, 'mutate'>) {
  return (
    <Menu.Dropdown>
      {formats.map(({ format, label }) => (
        <Menu.Item key={format} onClick={() => mutate(format)}>
          {label}
        </Menu.Item>
      ))}
    </Menu.Dropdown>
  )
}
