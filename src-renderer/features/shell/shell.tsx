// What stands around every page: header, navigation, jobs, keys, ways in; and what is said when the core is gone.
import { AppShell } from '@mantine/core'
import { type ReactNode, useRef } from 'react'
import { useSourcesFound } from '../../data/monitoring.ts'
import { Palette } from '../commands/palette.tsx'
import { KeyList } from '../commands/key-list.tsx'
import { useCommandKeys } from '../commands/use-command-keys.ts'
import { JobToasts } from '../jobs/job-toasts.tsx'
import { ImportDoor } from '../start/import-door.tsx'
import { CoreBanner } from './core-banner.tsx'
import { Header } from './header.tsx'
import { Navigation } from './navigation.tsx'
import { PageTitle } from './page-title.tsx'
import classes from './shell.module.css'
import { TokenDialog } from './token-dialog.tsx'
import { useMenuCommands } from './use-menu-commands.ts'
import { useShellCommands } from './use-shell-commands.ts'

export function Shell({ children }: { readonly children: ReactNode }) {
  const main = useRef<HTMLElement>(null)
  useCommandKeys()
  useMenuCommands()
  useShellCommands()
  useSourcesFound()
  return (
    <AppShell
      header={{ height: 48 }}
      navbar={{ width: 192, breakpoint: 0 }}
      padding="md"
      transitionDuration={0}
      offsetScrollbars={false}
    >
      <button className={classes['skip']} type="button" onClick={() => main.current?.focus()}>
        Skip to content
      </button>
      <AppShell.Header>
        <Header />
      </AppShell.Header>
      <AppShell.Navbar p="xs" aria-label="Pages">
        <Navigation />
      </AppShell.Navbar>
      <AppShell.Main ref={main} tabIndex={-1} className={classes['main']}>
        <CoreBanner />
        {children}
      </AppShell.Main>
      <PageTitle />
      <TokenDialog />
      <Palette />
      <KeyList />
      <ImportDoor />
      <JobToasts />
    </AppShell>
  )
}
