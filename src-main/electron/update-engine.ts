// electron-updater behind what nnad asks of it. It is loaded when a feed is first asked, and never decides anything itself.
import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { BrowserWindow, app, session } from 'electron'
import type { AppImageUpdater, MacUpdater, NsisUpdater, UpdateInfo } from 'electron-updater'
import { isFeedAddress } from '../../src-shared/update-feed.ts'
import { type UpdateKind, updateNotes } from './update-kind.ts'
import { type FoundUpdate, plainNotes, safeLine } from './update-words.ts'

type Updater = AppImageUpdater | NsisUpdater | MacUpdater
type CheckResult = NonNullable<Awaited<ReturnType<Updater['checkForUpdates']>>>

/** The session that electron-updater asks by. */
const partition = 'electron-updater'

/** What else it would send: an id of this installation, which is nobody's business. */
const headers = { 'x-user-staging-id': '00000000-0000-0000-0000-000000000000' }

/** What a list names for this system. */
const ownFile =
  process.platform === 'win32' ? /\.exe$/i : process.platform === 'darwin' ? /\.zip$/i : /\.AppImage$/i

function mayAsk(url: string): boolean {
  const { origin, pathname, username, password } = new URL(url)
  return username === '' && password === '' && isFeedAddress(origin + pathname)
}

/** Wherever a list or a server sends on to, nothing but a feed's kind of address is asked. */
function guardRequests(): void {
  session.fromPartition(partition, { cache: false }).webRequest.onBeforeRequest(({ url }, decide) => {
    decide({ cancel: !mayAsk(url) })
  })
}

/** electron-builder's notes; where there are none, those that a download cannot do without. */
function notesFile(resources: string): string {
  const built = updateNotes(resources)
  if (built !== undefined) return built
  const own = path.join(app.getPath('userData'), 'app-update.yml')
  writeFileSync(own, 'updaterCacheDirName: nnad-updater\n', { mode: 0o600 })
  return own
}

async function newUpdater(): Promise<Updater> {
  const updaters = await import('electron-updater')
  if (process.platform === 'win32') return new updaters.NsisUpdater()
  if (process.platform === 'darwin') return new updaters.MacUpdater()
  return new updaters.AppImageUpdater()
}

function found({ version, files, releaseNotes }: UpdateInfo): FoundUpdate {
  const notes = Array.isArray(releaseNotes)
    ? releaseNotes.map(({ note }) => note ?? '').join('\n')
    : (releaseNotes ?? '')
  // A list may hold packages, and other processors' files, besides; then none is sure to be the one.
  const sizes = files.filter(({ url }) => ownFile.test(url)).map(({ size }) => size)
  return { version, notes: plainNotes(notes), size: sizes.length === 1 ? sizes[0] : undefined }
}

/** Asks feeds, downloads what they have, and puts it in place when the app ends. */
export class UpdateEngine {
  readonly #updater: Updater
  #result: CheckResult | undefined

  private constructor(updater: Updater) {
    this.#updater = updater
  }

  /** `log` takes what electron-updater says, a line each; `resources` is Electron's folder of that name. */
  static async load(resources: string, log: (line: string) => void): Promise<UpdateEngine> {
    guardRequests()
    const updater = await newUpdater()
    const write = (text: unknown): void => log(safeLine(String(text)))
    updater.logger = { info: write, warn: write, error: write }
    updater.requestHeaders = headers
    updater.updateConfigPath = notesFile(resources)
    // It asks only where a person has set a feed, so it may also do so from the sources.
    updater.forceDevUpdateConfig = true
    updater.autoDownload = false
    // Squirrel takes the file from the download at once, the others when the app has ended (installAtQuit).
    updater.autoInstallOnAppQuit = process.platform === 'darwin'
    return new UpdateEngine(updater)
  }

  /** The newer version that a feed has; undefined where it has none. Throws what electron-updater says. */
  async check(feed: string): Promise<FoundUpdate | undefined> {
    this.#updater.setFeedURL({ provider: 'generic', url: feed, useMultipleRangeRequest: false })
    const result = await this.#updater.checkForUpdates()
    if (result?.isUpdateAvailable !== true) return undefined
    this.#result = result
    return found(result.updateInfo)
  }

  /** Downloads what the latest check found; `tell` hears of bytes here and in all. Throws what electron-updater says; after `cancel`, too. */
  async download(tell: (transferred: number, total: number) => void): Promise<void> {
    const listener = ({ transferred, total }: { transferred: number; total: number }): void =>
      tell(transferred, total)
    this.#updater.on('download-progress', listener)
    try {
      await this.#updater.downloadUpdate(this.#result?.cancellationToken)
    } finally {
      this.#updater.off('download-progress', listener)
    }
  }

  /** Stops a download. */
  cancel(): void {
    this.#result?.cancellationToken?.cancel()
  }

  /** Puts what was downloaded in place once the app has ended well, and starts it again where `restarts` then says so. */
  installAtQuit(kind: UpdateKind, restarts: () => boolean): void {
    const updater = this.#updater
    if (!('install' in updater) || 'instead' in kind) return
    // Not at once, as quitAndInstall does: the new version would meet the old one's lock, and end.
    app.once('quit', (_event, code) => {
      if (code === 0) updater.install(true, restarts())
    })
  }

  /** Ends the app so that what was downloaded is put in place and started. */
  restart(): void {
    const updater = this.#updater
    if ('install' in updater) {
      app.quit()
      return
    }
    // macOS closes them before the app is told to quit, which would ask whether to keep watching.
    for (const window of BrowserWindow.getAllWindows()) window.destroy()
    updater.quitAndInstall()
  }
}
