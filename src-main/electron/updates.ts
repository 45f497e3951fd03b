// New versions of nnad: looked for where a feed is set, told, and downloaded and installed only when a person says so.
import { type App, type MessageBoxOptions, dialog } from 'electron'
import { DeclaredError } from '../../src-shared/errors.ts'
import { bytesText, percent } from '../../src-shared/figures.ts'
import { counted } from '../../src-shared/summary/parts.ts'
import { isFeedAddress } from '../../src-shared/update-feed.ts'
import type { Core } from '../core/core.ts'
import { type Loop, startLoop } from '../core/scheduler/loop.ts'
import type { AppLog } from './log.ts'
import { desktopNotifier } from './notify.ts'
import type { UpdateEngine } from './update-engine.ts'
import { type UpdateKind, suggestedFeed, updateKind } from './update-kind.ts'
import { type FoundUpdate, failureText, foundText, hostOf } from './update-words.ts'
import { shownWindows } from './window.ts'

/** After the start, when the window has been there for a while, ms. */
const firstAfter = 10_000
/** How often it is looked whether a check is due, ms. */
const lookEvery = 3_600_000
/** From one check to the next, ms. */
const checkEvery = 24 * lookEvery

type Phase =
  | { readonly name: 'idle' }
  | { readonly name: 'downloading'; readonly version: string; transferred: number; total: number }
  | { readonly name: 'ready'; readonly version: string }

export interface UpdatesParts {
  readonly app: App
  readonly core: Core
  readonly log: AppLog
  /** Shows an address of the screens. */
  readonly open: (address: string) => void
}

/** Asks, over the window where one is shown; the index of the button. */
async function ask(options: MessageBoxOptions): Promise<number> {
  const last = (options.buttons?.length ?? 1) - 1
  const whole = { type: 'info', defaultId: 0, cancelId: last, noLink: true, ...options } as const
  const [window] = shownWindows()
  const { response } = await (window === undefined
    ? dialog.showMessageBox(whole)
    : dialog.showMessageBox(window, whole))
  return response
}

/** How much is here, on the windows' icons; -1: nothing is under way. */
function showProgress(share: number): void {
  for (const window of shownWindows()) window.setProgressBar(share)
}

/** What a restart would end. */
function wouldEnd({ services }: Core): string {
  try {
    const jobs = services.jobs.underWay().filter(({ quiet }) => !quiet).length
    return jobs === 0 ? '' : ` ${counted(jobs, 'job')} under way would end unfinished.`
  } catch (error) {
    if (error instanceof DeclaredError) return ''
    throw error
  }
}

export class Updates {
  readonly #parts: UpdatesParts
  readonly #kind: UpdateKind
  readonly #notify: ReturnType<typeof desktopNotifier>
  #engine: Promise<UpdateEngine> | undefined
  #loop: Loop | undefined
  #phase: Phase = { name: 'idle' }
  #isAsking = false
  #restarts = false
  #checkedFeed = ''
  #checkedAt = 0
  /** What was told by itself; once is enough. */
  #told = ''
  /** What went wrong the last time that it looked by itself. */
  #failure = ''

  constructor(parts: UpdatesParts) {
    this.#parts = parts
    this.#kind = updateKind({
      platform: process.platform,
      isPackaged: parts.app.isPackaged,
      executable: process.execPath,
      resources: process.resourcesPath,
      env: process.env,
    })
    this.#notify = desktopNotifier(() => this.show())
  }

  /** From a while from now on looks once a day, while a feed is set. */
  watch(): void {
    this.#loop = startLoop({
      clock: this.#parts.core.host.clock,
      every: () => lookEvery,
      delay: firstAfter,
      run: () => {
        // Nobody waits for a slow network, least of all the end of the app.
        void this.#lookWhenDue()
        return Promise.resolve()
      },
    })
  }

  /** Ends that. */
  stop(): void {
    void this.#loop?.stop()
  }

  /** Tells a person how it stands with updates: looks for one, says how far a download is, or offers to install. */
  show(): void {
    if (this.#isAsking) return
    this.#isAsking = true
    this.#answer()
      .catch((error: unknown) => this.#parts.log.write('Updates: the message failed', error))
      .finally(() => {
        this.#isAsking = false
      })
  }

  #feed(): string {
    return this.#parts.core.services.settings.all()['update.feed']
  }

  async #lookWhenDue(): Promise<void> {
    const { core, log } = this.#parts
    try {
      const feed = this.#feed()
      const now = core.host.clock.now()
      if (feed === '' || this.#phase.name !== 'idle') return
      if (feed === this.#checkedFeed && Math.abs(now - this.#checkedAt) < checkEvery - lookEvery / 2) return
      const found = await this.#check(feed)
      this.#failure = ''
      if (found === undefined || found.version === this.#told) return
      this.#tell(found.version)
    } catch (error) {
      // Data is being moved: there is a next time.
      if (error instanceof DeclaredError && error.code === 'BUSY') return
      // A computer that was just started may have no network yet: again in an hour, and told when it is something else.
      this.#checkedAt = 0
      const text = failureText(error, this.#checkedFeed)
      if (text !== this.#failure) log.write(`Updates: ${text}`)
      this.#failure = text
    }
  }

  #tell(version: string): void {
    this.#told = version
    this.#notify({
      title: `nnad ${version} is available`,
      body: 'Click to see what is new. Nothing was downloaded.',
      address: '',
    }).catch((error: unknown) => this.#parts.log.write('Updates: the message failed', error))
  }

  async #check(feed: string): Promise<FoundUpdate | undefined> {
    const { core, log } = this.#parts
    this.#checkedFeed = feed
    this.#checkedAt = core.host.clock.now()
    return await (await this.#loaded(log)).check(feed)
  }

  #loaded(log: AppLog): Promise<UpdateEngine> {
    this.#engine ??= import('./update-engine.ts')
      .then(({ UpdateEngine }) =>
        UpdateEngine.load(process.resourcesPath, (line) => log.write(`Updates: ${line}`)),
      )
      .catch((error: unknown) => {
        // The next time may find what was missing.
        this.#engine = undefined
        throw error
      })
    return this.#engine
  }

  async #answer(): Promise<void> {
    const phase = this.#phase
    const feed = this.#feed()
    if (phase.name === 'downloading') await this.#tellProgress(phase)
    else if (phase.name === 'ready') await this.#offerRestart(phase.version)
    else if (feed === '') await this.#tellOff()
    else await this.#tellOutcome(feed)
  }

  async #tellOff(): Promise<void> {
    const { core, open } = this.#parts
    const suggested = suggestedFeed(process.resourcesPath)
    const usable = suggested !== undefined && isFeedAddress(suggested) ? suggested : undefined
    const detail =
      'nnad looks for new versions only at an address that it was given, and asks nothing of the network until then. Set “Update ' +
      'feed” in Settings, under Desktop app.'
    const chosen = await ask({
      message: 'No update feed is set',
      detail: usable === undefined ? detail : `${detail}\n\nWhoever released this build suggests ${usable}`,
      buttons: [...(usable === undefined ? [] : ['Use That Feed']), 'Open Settings', 'Close'],
    })
    if (usable !== undefined && chosen === 0) {
      core.services.settings.update({ 'update.feed': usable })
      await this.#tellOutcome(usable)
    } else if (chosen === (usable === undefined ? 0 : 1)) open('/settings')
  }

  async #tellOutcome(feed: string): Promise<void> {
    const { core, log } = this.#parts
    const { version: own } = core.host
    let found: FoundUpdate | undefined
    try {
      found = await this.#check(feed)
    } catch (error) {
      await this.#tellFailure('nnad could not look for updates', error, feed)
      return
    }
    if (found === undefined) {
      await ask({
        message: 'nnad is up to date',
        detail: `This is ${own}; ${hostOf(feed)} has nothing newer.`,
        buttons: ['OK'],
      })
      return
    }
    const isOwn = 'installs' in this.#kind
    const chosen = await ask({
      message: `nnad ${found.version} is available`,
      detail: foundText(found, own, feed, this.#kind),
      buttons: isOwn ? ['Download', 'Not Now'] : ['OK'],
    })
    if (!isOwn || chosen !== 0) return
    this.#download(found.version, feed).catch((error: unknown) =>
      log.write('Updates: the message failed', error),
    )
  }

  async #download(version: string, feed: string): Promise<void> {
    const engine = await this.#loaded(this.#parts.log)
    const phase = { name: 'downloading', version, transferred: 0, total: 0 } satisfies Phase
    this.#phase = phase
    showProgress(0)
    try {
      await engine.download((transferred, total) => {
        Object.assign(phase, { transferred, total })
        showProgress(total > 0 ? transferred / total : 0)
      })
      this.#phase = { name: 'ready', version }
      engine.installAtQuit(this.#kind, () => this.#restarts)
    } catch (error) {
      this.#phase = { name: 'idle' }
      if (error instanceof Error && error.name === 'CancellationError') return
      await this.#tellFailure(`nnad ${version} could not be downloaded`, error, feed)
      return
    } finally {
      showProgress(-1)
    }
    await this.#offerRestart(version)
  }

  async #tellProgress({ version, transferred, total }: Phase & { name: 'downloading' }): Promise<void> {
    const detail = total > 0 ? `${percent(transferred / total)} of ${bytesText(total)}` : 'It has just begun.'
    const chosen = await ask({
      message: `nnad ${version} is being downloaded`,
      detail,
      buttons: ['Stop', 'Go On'],
      defaultId: 1,
    })
    if (chosen === 0 && this.#phase.name === 'downloading') (await this.#loaded(this.#parts.log)).cancel()
  }

  async #offerRestart(version: string): Promise<void> {
    const { core } = this.#parts
    const chosen = await ask({
      message: `nnad ${version} is ready to install`,
      detail:
        'It came whole: its SHA-512 is the one that the feed names. Later means when nnad quits. Your data and settings stay.' +
        wouldEnd(core),
      buttons: ['Restart and Install', 'Later'],
    })
    if (chosen !== 0) return
    this.#restarts = true
    const engine = await this.#loaded(this.#parts.log)
    engine.restart()
  }

  async #tellFailure(message: string, error: unknown, feed: string): Promise<void> {
    const detail = failureText(error, feed)
    this.#parts.log.write(`Updates: ${message}: ${detail}`)
    await ask({ type: 'warning', message, detail, buttons: ['OK'] })
  }
}
