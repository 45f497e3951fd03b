// Opens a URL in the person's browser. That none opens is no error: the URL is printed anyway.
import { spawn } from 'node:child_process'
import { type Surroundings, hasDisplay } from './surroundings.ts'

/** The command that opens a URL; undefined where there is no screen to open it on. */
export function openCommand(
  url: string,
  { platform, env }: Pick<Surroundings, 'platform' | 'env'>,
): readonly [program: string, ...args: string[]] | undefined {
  if (platform === 'darwin') return ['open', url]
  // `start` takes a first argument in quotation marks for the title of a window.
  if (platform === 'win32') return ['cmd', '/d', '/c', 'start', '""', url]
  return hasDisplay(env) ? ['xdg-open', url] : undefined
}

/** Opens it, or leaves it. */
export function openBrowser(url: string, around: Pick<Surroundings, 'platform' | 'env'>): void {
  const command = openCommand(url, around)
  if (command === undefined) return
  const [program, ...args] = command
  const child = spawn(program, args, { stdio: 'ignore', detached: true, env: { ...around.env } })
  child.on('error', () => undefined)
  child.unref()
}
