// Opens the palette.
import { UnstyledButton } from '@mantine/core'
import { spotlight } from '@mantine/spotlight'
import { IconSearch } from '@tabler/icons-react'
import { Keys } from '../commands/command-keys.tsx'
import classes from './shell.module.css'

export function SearchButton() {
  return (
    <UnstyledButton className={classes['search']} onClick={() => spotlight.open()}>
      <IconSearch size={14} aria-hidden />
      <span>Search or run a command</span>
      <Keys keys="mod+K" />
    </UnstyledButton>
  )
}
