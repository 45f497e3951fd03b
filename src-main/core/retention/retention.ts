// What is kept how long, and how much room it takes.
import type { DiskStatus } from '../../../src-shared/contract/monitoring.ts'
import { DeclaredError } from '../../../src-shared/errors.ts'
import type { Host } from '../host.ts'
import type { Settings } from '../settings.ts'
import type { ReadableDatabase } from '../store/database.ts'
import { reusableBytes } from '../store/live-documents.ts'
import { runTask, workerFile } from '../worker/task.ts'
import { lookAtDisk } from './disk.ts'
import type { RetentionTask } from './retention-worker.ts'

interface Parts {
  readonly host: Host
  readonly settings: Settings
  readonly db: ReadableDatabase
}

const retentionWorker = workerFile('retention-worker', import.meta.url)

const day = 86_400_000
/** Messages are kept so many days. */
const deliveryDays = 90
/** A look at the disk is good for so long, ms. */
const lookEvery = 30_000

export class Retention {
  readonly #parts: Parts
  #disk: DiskStatus
  #lookedAt = Number.NEGATIVE_INFINITY
  #looking: Promise<void> | undefined

  constructor(parts: Parts) {
    this.#parts = parts
    this.#disk = {
      state: 'ok',
      message: null,
      bytes: 0,
      budgetBytes: this.#budget(),
      freeBytes: null,
      canStore: true,
    }
  }

  #budget(): number {
    return this.#parts.settings.all()['retention.disk_gb'] * 1e9
  }

  /**
   * Removes and thins what is past its time, and looks how much room is left; an abort ends it early, with no harm. Throws
   * DISK_FULL, READ_ONLY.
   */
  async run(signal: AbortSignal): Promise<void> {
    const { host, settings } = this.#parts
    const values = settings.all()
    const now = host.clock.now()
    const input: RetentionTask['input'] = {
      dataFolder: host.dataFolder,
      documentsBefore: now - values['retention.document_days'] * day,
      thinBefore: now - values['retention.full_sample_days'] * day,
      rowsBefore: now - values['retention.sample_days'] * day,
      deliveriesBefore: now - deliveryDays * day,
      budgetBytes: this.#budget(),
    }
    try {
      await runTask<RetentionTask>(retentionWorker, input, { signal })
    } catch (error) {
      if (!(error instanceof DeclaredError && error.code === 'CANCELLED')) throw error
    } finally {
      await this.#look()
    }
  }

  /** How the disk stood at the last look; one that is older than half a minute has a new one made, for the next time. */
  disk(): DiskStatus {
    if (performance.now() - this.#lookedAt >= lookEvery) void this.#look()
    return this.#disk
  }

  #look(): Promise<void> {
    this.#looking ??= this.#lookNow().finally(() => {
      this.#looking = undefined
    })
    return this.#looking
  }

  async #lookNow(): Promise<void> {
    const { host, db } = this.#parts
    this.#lookedAt = performance.now()
    try {
      this.#disk = await lookAtDisk(host.dataFolder, this.#budget(), reusableBytes(db))
    } catch (error) {
      // A reset takes the folder away under a look.
      host.log('The room on the disk could not be told', error)
    }
  }
}
