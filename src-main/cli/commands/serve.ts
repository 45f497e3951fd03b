// nnad serve: the REST API (and later the UI) over HTTP.
import type { Command } from 'commander'
import { type RunningServer, startServer } from '../../api/server.ts'
import { isLoopback } from '../../api/callers.ts'
import { type TokenCheck, makeToken, tokenCheck } from '../../api/token.ts'
import { portNumber } from '../options.ts'
import { dataFolderOf, withServices } from '../session.ts'
import { print } from '../terminal.ts'

interface Options {
  readonly host: string
  readonly port: number
  readonly allowHost: string[]
  readonly importRoot: string[]
}

const collect = (value: string, before: string[]): string[] => [...before, value]

/** Resolves when somebody stops the server. */
function stopped(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => resolve())
  })
}

/** The check of the kept token; where there is none yet one is made, shown this once. */
async function networkToken(dataFolder: string): Promise<TokenCheck | undefined> {
  const kept = tokenCheck(dataFolder)
  if (kept !== undefined) return kept
  print(`Token, shown this once: ${await makeToken(dataFolder)}`)
  return tokenCheck(dataFolder)
}

export function addServe(nnad: Command): void {
  nnad
    .command('serve')
    .description('serve the REST API with its documentation at /docs')
    .option('--port <port>', 'port, 0 for any free one', portNumber, 8000)
    .option('--host <address>', 'address to bind to', '127.0.0.1')
    .option('--allow-host <name>', 'name under which it may be called; needed beyond loopback', collect, [])
    .option('--import-root <dir>', 'folder from which server-side imports are allowed', collect, [])
    .addHelpText(
      'after',
      '\nExamples:\n  nnad serve\n  nnad serve --host 0.0.0.0 --allow-host nnad.example.org --import-root /srv/dumps',
    )
    .action(async (options: Options, command: Command) => {
      const dataFolder = dataFolderOf(command)
      await withServices(dataFolder, async (services) => {
        const token = isLoopback(options.host) ? undefined : await networkToken(dataFolder)
        const server: RunningServer = await startServer(services, {
          address: options.host,
          port: options.port,
          allowedHosts: options.allowHost,
          importRoots: options.importRoot,
          token,
        })
        print(`nnad serves at ${server.url}, documentation at ${server.url}/docs (Ctrl+C stops it)`)
        await stopped()
        await server.close()
      })
    })
}
