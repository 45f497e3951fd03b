// Services for the length of one command: opened, watched for Ctrl+C, closed.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { Command } from 'commander'
import type { Settings as SettingValues } from '../../src-shared/contract/settings.ts'
import { DeclaredError } from '../../src-shared/errors.ts'
import type { StartedJob } from '../core/jobs.ts'
import type { Core } from '../core/core.ts'
import type { Services } from '../core/services.ts'
import { headlessHost } from './headless-host.ts'
import { showProgress } from './terminal.ts'

/** The folder that `--data` names. */
export function dataFolderOf(command: Command): string {
  const { data } = command.optsWithGlobals<{ data: string }>()
  return path.resolve(data)
}

/** Runs `work` with the core on a data folder; Ctrl+C and termination cancel its jobs. `overrides`: settings for this run. */
export async function withCore<T>(
  dataFolder: string,
  work: (core: Core) => Promise<T>,
  overrides: Partial<SettingValues> = {},
): Promise<T> {
  let core: Core | undefined
  const stopped = new AbortController()
  const stop = (): void => {
    stopped.abort()
    core?.services.jobs.cancelAll()
  }
  process.on('SIGINT', stop)
  process.on('SIGTERM', stop)
  try {
    // Whoever asks for help, or asks wrongly, does not wait for it to be loaded.
    const { openCore } = await import('../core/core.ts')
    core = await openCore({ ...headlessHost(dataFolder), overrides })
    if (stopped.signal.aborted) stop()
    return await work(core)
  } finally {
    process.off('SIGINT', stop)
    process.off('SIGTERM', stop)
    await core?.close()
  }
}

/** As `withCore`, for commands that need its services alone. */
export function withServices<T>(dataFolder: string, work: (services: Services) => Promise<T>): Promise<T> {
  return withCore(dataFolder, (core) => work(core.services))
}

/** As `withServices`, on a temporary folder that is gone afterwards. */
export async function withTemporaryServices<T>(work: (services: Services) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(path.join(tmpdir(), 'nnad-'))
  try {
    return await withServices(folder, work)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** Waits for a job, its progress on the terminal. */
export async function outcomeOf<T>(services: Services, job: StartedJob<T>, what: string): Promise<T> {
  const progress = showProgress(what, () => services.jobs.get(job.id).progress)
  try {
    return await job.outcome
  } finally {
    progress.end()
  }
}

/** The source that a person means by id, name or key; undefined where none was named. */
export function sourceNamed(services: Services, text: string | undefined): number | undefined {
  if (text === undefined) return undefined
  const sources = services.sources.list()
  const found = sources.filter((source) => [String(source.id), source.name, source.key].includes(text))
  const [only] = found
  if (only !== undefined && found.length === 1) return only.id
  const known = sources.map(({ id, name, key }) => `${String(id)} ${name} (${key})`).join(', ')
  throw new DeclaredError(
    found.length === 0 ? 'NOT_FOUND' : 'BAD_INPUT',
    `Wanted one source by id, name or key, got "${text}"${found.length > 1 ? ', which several have' : ''}. There are: ${known || 'none yet'}.`,
  )
}
