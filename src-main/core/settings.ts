// Settings on disk: settings.json beside the database, written whole or not at all by conf, or by what the host brings.
import Conf from 'conf'
import { ZodError } from 'zod'
import {
  SettingChanges,
  type Settings as SettingValues,
  Settings as SettingsSchema,
} from '../../src-shared/contract/settings.ts'
import { DeclaredError, errorText } from '../../src-shared/errors.ts'
import type { SettingsStore } from './host.ts'
import { nextTime } from './scheduler/cron.ts'

/** The store of hosts that bring none. */
const openConf = (folder: string): SettingsStore =>
  new Conf({
    cwd: folder,
    configName: 'settings',
    accessPropertiesByDotNotation: false,
    clearInvalidConfig: false,
  })

export class Settings {
  readonly #file: SettingsStore
  readonly #folder: string
  /** What this start was given; a setting that a person changes is none of them any more. */
  #overrides: Partial<SettingValues>
  /** As they were when the file could last be read. */
  #known: SettingValues

  /** `overrides` come before what is on disk and are not written there; `open` is the host's `openSettings`. Throws BROKEN. */
  constructor(
    folder: string,
    overrides: Partial<SettingValues> = {},
    open: (folder: string) => SettingsStore = openConf,
  ) {
    this.#overrides = overrides
    this.#folder = folder
    try {
      this.#file = open(folder)
    } catch (error) {
      throw broken(folder, error)
    }
    this.#known = SettingsSchema.parse({ ...this.#stored(), ...overrides })
  }

  /** What the file says. Throws BROKEN. */
  #stored(): Record<string, unknown> {
    try {
      const { store } = this.#file
      SettingsSchema.parse(store)
      return store
    } catch (error) {
      throw broken(this.#folder, error)
    }
  }

  /**
   * All settings; those never set have their defaults. While the file cannot be read (somebody is editing it) they stay as
   * they were: timers ask, whose errors nobody catches. The next change and the next start say what is wrong.
   */
  all(): SettingValues {
    try {
      this.#known = SettingsSchema.parse({ ...this.#file.store, ...this.#overrides })
    } catch {
      return this.#known
    }
    return this.#known
  }

  /** Throws BAD_INPUT where changes would leave a time or zone of retraining that cannot be. */
  checkTimes(changes: Partial<SettingValues>): void {
    if (!('scheduler.retrain_cron' in changes || 'scheduler.zone' in changes)) return
    const wanted = { ...this.all(), ...changes }
    nextTime(wanted['scheduler.retrain_cron'], wanted['scheduler.zone'], 0)
  }

  /**
   * Changes some settings. The values were checked by the contract. Throws BAD_INPUT for a time or zone of retraining, BROKEN
   * where the file cannot be read.
   */
  update(changes: Partial<SettingValues>): SettingValues {
    this.checkTimes(changes)
    const stored = this.#stored()
    const isChanged = (name: string): boolean => name in changes
    this.#overrides = Object.fromEntries(Object.entries(this.#overrides).filter(([name]) => !isChanged(name)))
    this.#file.store = { ...stored, ...SettingChanges.parse(changes) }
    return this.all()
  }
}

function broken(folder: string, cause: unknown): DeclaredError {
  const reason =
    cause instanceof ZodError
      ? cause.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; ')
      : errorText(cause)
  return new DeclaredError(
    'BROKEN',
    `settings.json in ${folder} could not be read (${reason}): correct it, or delete it to go back to the defaults.`,
    {},
    { cause },
  )
}
