// nnad serve: the REST API and the screens over HTTP.
import type { Command } from 'commander'
import { DeclaredError } from '../../../src-shared/errors.ts'
import { type RunningServer, type ServerOptions, startServer } from '../../api/server.ts'
import { isLoopback } from '../../api/callers.ts'
import type { Core } from '../../core/core.ts'
import { type TokenCheck, makeToken, tokenCheck } from '../../api/token.ts'
import { portHolder } from '../desktop/port-holder.ts'
import { readConfigFile } from '../config-file.ts'
import { portNumber } from '../options.ts'
import { announcement, isPortTaken, stopped } from '../serving.ts'
import { dataFolderOf, withCore } from '../session.ts'
import { print } from '../terminal.ts'

interface Options {
  readonly host?: string
  readonly port?: number
  readonly allowHost: string[]
  readonly importRoot: string[]
  readonly config?: string
}

const collect = (value: string, before: string[]): string[] => [...before, value]

/** The check of the kept token; where there is none yet one is made, shown this once. */
async function networkToken(dataFolder: string): Promise<TokenCheck | undefined> {
  const kept = tokenCheck(dataFolder)
  if (kept !== undefined) return kept
  print(`Token, shown this once: ${await makeToken(dataFolder)}`)
  return tokenCheck(dataFolder)
}

/** Starts the server; where its port is taken the error says by whom. */
async function serverFor(core: Core, options: ServerOptions): Promise<RunningServer> {
  try {
    return await startServer(core, options)
  } catch (cause) {
    if (!isPortTaken(cause)) throw cause
    const { address, port } = options
    const holder = await portHolder(port)
    throw new DeclaredError(
      'BAD_INPUT',
      `Cannot listen on ${address}, port ${port}: ${holder} listens there: stop it or choose another --port.`,
      {},
      { cause },
    )
  }
}

export function addServe(nnad: Command): void {
  nnad
    .command('serve')
    .description('serve the screens, and the REST API with its documentation at /docs')
    .option('--port <port>', 'port, 0 for any free one (default: the setting server.port)', portNumber)
    .option('--host <address>', 'address to bind to (default: the setting server.host)')
    .option('--allow-host <name>', 'name under which it may be called; needed beyond loopback', collect, [])
    .option('--import-root <dir>', 'folder from which server-side imports are allowed', collect, [])
    .option('--config <file>', 'YAML file of settings for this run; the original system’s file will do')
    .addHelpText(
      'after',
      '\nA file of --config has settings by name, nested or with dots (namenode.jmx_url, scheduler.retrain_cron, server.port …). They' +
        '\ncome before the kept ones, for this run only. database.url sqlite:///DIR/FILE.db keeps the data in DIR/FILE.nnad, unless' +
        '\n--data says where; no other database is used.' +
        '\n\nExamples:\n  nnad serve\n  nnad serve --host 0.0.0.0 --allow-host nnad.example.org --import-root /srv/dumps\n  nnad serve --config config.yaml',
    )
    .action(async (options: Options, command: Command) => {
      const stop = stopped()
      const config = options.config === undefined ? undefined : await readConfigFile(options.config)
      const isDataGiven = command.parent?.getOptionValueSource('data') !== 'default'
      const dataFolder = isDataGiven ? dataFolderOf(command) : (config?.dataFolder ?? dataFolderOf(command))
      await withCore(
        dataFolder,
        async (core) => {
          const settings = core.services.settings.all()
          const address = options.host ?? settings['server.host']
          const token = isLoopback(address) ? undefined : await networkToken(dataFolder)
          const server = await serverFor(core, {
            address,
            port: options.port ?? settings['server.port'],
            allowedHosts: options.allowHost,
            importRoots: options.importRoot,
            token,
          })
          core.watch()
          print(announcement(server.url))
          await stop
          await server.close()
        },
        config?.settings,
      )
    })
}
