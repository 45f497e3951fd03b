// Colour scheme: as the computer has it, light, dark, and round again.
import { ActionIcon, Tooltip } from '@mantine/core'
import { IconMoon, IconSun, IconSunMoon } from '@tabler/icons-react'
import type { Settings } from '../../../src-shared/contract/settings.ts'
import { defaultSettings, useSettings, useUpdateSettings } from '../../data/settings.ts'

type Scheme = Settings['view.color_scheme']

const schemes: Readonly<Record<Scheme, { name: string; next: Scheme; Icon: typeof IconSun }>> = {
  auto: { name: 'as this computer has it', next: 'light', Icon: IconSunMoon },
  light: { name: 'light', next: 'dark', Icon: IconSun },
  dark: { name: 'dark', next: 'auto', Icon: IconMoon },
}

export function SchemeButton() {
  const { data: settings = defaultSettings } = useSettings()
  const update = useUpdateSettings()
  const { name, next, Icon } = schemes[settings['view.color_scheme']]
  const label = `Colours: ${name}. Change to ${schemes[next].name}`
  return (
    <Tooltip label={label} openDelay={400}>
      <ActionIcon
        variant="default"
        size={30}
        aria-label={label}
        onClick={() => update.mutate({ 'view.color_scheme': next })}
      >
        <Icon size={16} aria-hidden />
      </ActionIcon>
    </Tooltip>
  )
}
