// The desktop app's log: a file that rotates, beside what the window itself keeps. No secret gets into it.
import path from 'node:path'
import { format } from 'node:util'
import logger from 'electron-log/node'
import type { Secrets } from '../core/host.ts'

/** Size at which the file becomes `nnad.old.log` and a new one begins, bytes. */
const largest = 2 * 1024 ** 2

/** Shorter secrets would blacken words by chance. */
const shortestHidden = 4

const hiddenMark = '(hidden)'

/** Credentials in headers and URLs, of whoever they are. */
const credentials: readonly (readonly [pattern: RegExp, mark: string])[] = [
  [/\b(Basic|Bearer|Negotiate)\s+[\w+/=.~-]+/gi, `$1 ${hiddenMark}`],
  [/(:\/\/)[^\s/@]+@/g, `$1${hiddenMark}@`],
]

/** A file in a folder of the window's, and standard error. */
export class AppLog {
  /** Where its lines go. */
  readonly file: string
  readonly #logger: typeof logger
  readonly #secrets = new Set<string>()

  /** `maxSize` in bytes. */
  constructor(windowFolder: string, maxSize = largest) {
    this.file = path.join(windowFolder, 'logs', 'nnad.log')
    this.#logger = logger.create({ logId: this.file })
    const { console, file } = this.#logger.transports
    console.level = false
    file.resolvePathFn = () => this.file
    file.format = '{iso} {text}'
    file.maxSize = maxSize
    file.writeOptions = { flag: 'a', mode: 0o600, encoding: 'utf8' }
  }

  /** Keeps a secret out of every later line. */
  hide(secret: string): void {
    if (secret.length >= shortestHidden) this.#secrets.add(secret)
  }

  /** Writes a line, and what there is to say of an error. */
  write(message: string, error?: unknown): void {
    const text = this.#safe(error === undefined ? message : format('%s %s', message, format(error)))
    this.#logger.info(text)
    process.stderr.write(`${text}\n`)
  }

  #safe(text: string): string {
    const known = [...this.#secrets].reduce((rest, secret) => rest.replaceAll(secret, hiddenMark), text)
    return credentials.reduce((rest, [pattern, mark]) => rest.replaceAll(pattern, mark), known)
  }
}

/** The same secrets; each that is read or written is kept out of the log from then on. */
export function hiddenSecrets(secrets: Secrets, log: AppLog): Secrets {
  return {
    get keeps() {
      return secrets.keeps
    },
    note: () => secrets.note(),
    read: async (name) => {
      const value = await secrets.read(name)
      if (value !== undefined) log.hide(value)
      return value
    },
    write: (name, value) => {
      log.hide(value)
      return secrets.write(name, value)
    },
    remove: (name) => secrets.remove(name),
  }
}
