// What the desktop's shell tells the page, by its preload: commands of the menu, and files to open.
import { useEffect } from 'react'
import { z } from 'zod'
import { navigate } from '../../state/address.ts'
import { runCommand } from '../commands/command-list.ts'
import { importPaths } from '../start/importing.ts'

const FromShell = z.discriminatedUnion('type', [
  z.object({ type: z.literal('nnad:command'), id: z.string() }),
  z.object({ type: z.literal('nnad:open'), paths: z.array(z.string()) }),
])

/** Runs the command that the menu names; imports files as if they were dropped. */
export function useMenuCommands(): void {
  useEffect(() => {
    const run = ({ data, source, origin }: MessageEvent<unknown>): void => {
      if (source !== window || origin !== location.origin) return
      const told = FromShell.safeParse(data)
      if (!told.success) return
      if (told.data.type === 'nnad:command') {
        runCommand(told.data.id)
        return
      }
      navigate('/')
      void importPaths(told.data.paths)
    }
    window.addEventListener('message', run)
    // The preload keeps what came earlier.
    window.postMessage('nnad:listening', location.origin)
    return () => window.removeEventListener('message', run)
  }, [])
}
