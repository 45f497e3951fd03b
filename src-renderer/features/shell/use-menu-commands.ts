// Commands of the desktop's menu, which its preload posts to the page.
import { useEffect } from 'react'
import { z } from 'zod'
import { runCommand } from '../commands/command-list.ts'

const MenuCommand = z.object({ type: z.literal('nnad:command'), id: z.string() })

/** Runs the command that the menu names. */
export function useMenuCommands(): void {
  useEffect(() => {
    const run = ({ data, source, origin }: MessageEvent<unknown>): void => {
      if (source !== window || origin !== location.origin) return
      const command = MenuCommand.safeParse(data)
      if (command.success) runCommand(command.data.id)
    }
    window.addEventListener('message', run)
    return () => window.removeEventListener('message', run)
  }, [])
}
