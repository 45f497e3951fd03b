// Bringing dumps in: what is being sent and what came of it. Outlives the Start page, since an upload must.
import { create } from 'zustand'
import type { Job } from '../../../src-shared/contract/jobs.ts'
import { client, isDesktop } from '../../client.ts'
import { failureOf } from '../../data/failure.ts'
import { lookAtJobs } from '../../data/jobs.ts'
import { pathsOf } from './desktop-paths.ts'
import type { NamedFile } from './tar.ts'
import { upload } from './upload.ts'
import { type Parcel, uploadsOf } from './uploads-of.ts'

interface Sending {
  readonly name: string
  /** Bytes. */
  readonly sent: number
  readonly total: number
  /** Epoch ms. */
  readonly since: number
  readonly cancel: () => void
}

interface Importing {
  /** The upload under way. */
  readonly sending: Sending | undefined
  /** Ids of import jobs that this page has started, the latest first. */
  readonly jobs: readonly string[]
  /** Why an import could not even begin. */
  readonly failure: string | undefined
}

export const useImporting = create<Importing>()(() => ({ sending: undefined, jobs: [], failure: undefined }))

const set = useImporting.setState

async function begin(start: () => Promise<Job>): Promise<void> {
  try {
    const { id } = await start()
    set(({ jobs }) => ({ jobs: [id, ...jobs] }))
    await lookAtJobs()
  } catch (error) {
    const { code, message } = failureOf(error)
    if (code !== 'CANCELLED')
      set(({ failure }) => ({ failure: failure === undefined ? message : `${failure} ${message}` }))
  } finally {
    set({ sending: undefined })
  }
}

function send({ name, content }: Parcel, stop: AbortController): Promise<void> {
  const cancel = (): void => stop.abort()
  const sending: Sending = { name, sent: 0, total: content.size, since: Date.now(), cancel }
  return begin(() => {
    set({ sending })
    if (isDesktop) return client.imports.upload({ file: new File([content], name) })
    const onSent = (sent: number): void =>
      set({ sending: { ...sending, sent: Math.min(sent, content.size) } })
    return upload({ name, content }, { onSent, signal: stop.signal })
  })
}

/** Uploads files and imports them. */
export async function importFiles(files: readonly NamedFile[]): Promise<void> {
  set({
    failure:
      files.length === 0
        ? 'There was no file in it: drop or choose files, or a folder that holds some.'
        : undefined,
  })
  const stop = new AbortController()
  for (const parcel of uploadsOf(files)) if (!stop.signal.aborted) await send(parcel, stop)
}

/** Imports files and folders of this machine by their paths. */
export function importPaths(paths: readonly string[]): Promise<void> {
  set({ failure: undefined })
  return begin(() => client.imports.start({ paths: [...paths] }))
}

/** Imports what was dropped onto the desktop window: by path where there is one. */
export async function importDropped(files: readonly File[]): Promise<void> {
  const paths = await pathsOf(files)
  const known = paths.filter((path) => path !== '')
  if (known.length > 0) await importPaths(known)
  const rest = files.filter((_file, index) => (paths[index] ?? '') === '')
  if (rest.length > 0) await importFiles(rest.map((file) => ({ name: file.name, file })))
}

/** Asks for files or a folder in the desktop's dialog, and imports them. */
export async function importChosen(kind: 'files' | 'folder'): Promise<void> {
  try {
    const { paths } = await client.system.chooseFiles({ kind })
    if (paths.length > 0) await importPaths(paths)
  } catch (error) {
    set({ failure: failureOf(error).message })
  }
}

/** Imports the recording that comes with nnad. */
export function importSample(): Promise<void> {
  set({ failure: undefined })
  return begin(() => client.imports.sample())
}
