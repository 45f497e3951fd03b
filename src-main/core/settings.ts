// Settings on disk: settings.json beside the database, written whole or not at all (conf).
import Conf from 'conf'
import { ZodError } from 'zod'
import {
  SettingChanges,
  type Settings as SettingValues,
  Settings as SettingsSchema,
} from '../../src-shared/contract/settings.ts'
import { DeclaredError, errorText } from '../../src-shared/errors.ts'

export class Settings {
  readonly #conf: Conf

  constructor(folder: string) {
    try {
      this.#conf = new Conf({
        cwd: folder,
        configName: 'settings',
        accessPropertiesByDotNotation: false,
        clearInvalidConfig: false,
      })
    } catch (error) {
      throw broken(folder, error)
    }
    const known = SettingsSchema.safeParse(this.#conf.store)
    if (!known.success) throw broken(folder, known.error)
  }

  /** All settings; those never set have their defaults. */
  all(): SettingValues {
    return SettingsSchema.parse(this.#conf.store)
  }

  /** Changes some settings. The values were checked by the contract. */
  update(changes: Partial<SettingValues>): SettingValues {
    this.#conf.store = { ...this.#conf.store, ...SettingChanges.parse(changes) }
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
