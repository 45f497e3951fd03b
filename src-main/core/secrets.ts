// Secrets as a service: which there are, and whether they are set. Values go in and never come out.
import {
  type Secrets as SecretsStatus,
  productSecrets,
  secretVariable,
  watchSecret,
} from '../../src-shared/contract/secrets.ts'
import type { Settings as SettingValues } from '../../src-shared/contract/settings.ts'
import { secretKinds } from '../../src-shared/contract/watches.ts'
import { DeclaredError } from '../../src-shared/errors.ts'
import type { Engines } from './history/engines.ts'
import type { Host } from './host.ts'
import { forgetBefore, secretsSentElsewhere } from './secret-release.ts'
import type { Settings } from './settings.ts'
import type { Watches } from './watches/watches.ts'

/** The message never repeats the value. */
function checkValue(name: string, value: string): void {
  const isAddress = URL.canParse(value) && ['http:', 'https:'].includes(new URL(value).protocol)
  if (value !== '' && (name !== 'webhook-url' || isAddress)) return
  const wanted = name === 'webhook-url' ? 'an address that begins with http:// or https://' : 'a text'
  throw new DeclaredError('BAD_INPUT', `Wanted ${wanted} for the secret ${name}, got something else.`)
}

const advices = {
  'smtp-password': 'start nnad without it, change the mail server, then start nnad with it again',
  'remote-write': 'start nnad without it, change the settings of remote write, then start nnad with it again',
} as const

export class SecretsService {
  readonly #host: Host
  readonly #watches: Watches
  readonly #settings: Settings
  readonly #engines: Engines

  constructor(host: Host, watches: Watches, settings: Settings, engines: Engines) {
    this.#host = host
    this.#watches = watches
    this.#settings = settings
    this.#engines = engines
  }

  async #names(): Promise<string[]> {
    const watches = await this.#watches.list()
    const own = watches.filter(({ authentication }) => secretKinds.has(authentication.kind))
    return [...productSecrets, ...own.map(({ id }) => watchSecret(id)), ...this.#engines.secretNames()]
  }

  /** Those that something asks for. */
  async status(): Promise<SecretsStatus> {
    const { secrets } = this.#host
    const names = await this.#names()
    const list = await Promise.all(
      names.map(async (name) => ({
        name,
        isSet: (await secrets.read(name)) !== undefined,
        variable: secretVariable(name),
      })),
    )
    return { keeps: secrets.keeps, note: await secrets.note(), secrets: list }
  }

  /**
   * Throws NOT_FOUND for a name that nothing asks for, BAD_INPUT for a value that cannot be right, FORBIDDEN where the host
   * keeps none.
   */
  async set(name: string, value: string): Promise<SecretsStatus> {
    await this.#mustBeAsked(name)
    // What is pasted often brings the end of its line along.
    const pasted = value.replace(/[\r\n]+$/, '')
    checkValue(name, pasted)
    await this.#host.secrets.write(name, pasted)
    return this.status()
  }

  /** Throws NOT_FOUND, FORBIDDEN. */
  async remove(name: string): Promise<SecretsStatus> {
    await this.#mustBeAsked(name)
    await this.#host.secrets.remove(name)
    return this.status()
  }

  /**
   * To be called before settings change: secrets that they would send elsewhere are forgotten. Throws FORBIDDEN where that
   * cannot be.
   */
  async beforeSettings(changes: Partial<SettingValues>): Promise<void> {
    for (const name of secretsSentElsewhere(this.#settings.all(), changes)) {
      await forgetBefore(this.#host.secrets, name, advices[name])
    }
  }

  async #mustBeAsked(name: string): Promise<void> {
    const names = await this.#names()
    if (names.includes(name)) return
    throw new DeclaredError(
      'NOT_FOUND',
      `Nothing asks for a secret "${name}": there are ${names.join(', ')}.`,
    )
  }
}
