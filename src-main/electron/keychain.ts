// Secrets on the desktop: encrypted by a key that the system keeps, in a file beside the settings.
import { randomUUID } from 'node:crypto'
import { readFile, rename, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { safeStorage } from 'electron'
import { z } from 'zod'
import { secretVariable } from '../../src-shared/contract/secrets.ts'
import { DeclaredError, errorText } from '../../src-shared/errors.ts'
import type { Secrets } from '../core/host.ts'

/** Names and ciphertexts (base64). */
const Kept = z.record(z.string(), z.string())
type Kept = Readonly<z.infer<typeof Kept>>

const fileName = 'secrets.json'

const keepers: Readonly<Record<string, string>> = {
  darwin: 'this user’s keychain of macOS',
  win32: 'Windows for this user (DPAPI)',
}

const keyrings: Readonly<Record<string, string>> = {
  gnome_libsecret: 'the desktop’s keyring (Secret Service)',
  kwallet: 'KWallet',
  kwallet5: 'KWallet',
  kwallet6: 'KWallet',
}

/** Who keeps the key; undefined where Electron would use one that everybody knows. Only once the app is ready. */
function keeperOfKey(): string | undefined {
  return process.platform === 'linux'
    ? keyrings[safeStorage.getSelectedStorageBackend()]
    : keepers[process.platform]
}

const variables =
  'Set environment variables (NNAD_SECRET_…) and start nnad again; they are never written to disk.'
const noKeeper = `Nothing here could protect secrets (no GNOME Keyring, no KWallet), so none are kept. ${variables}`

/** The file's content; nothing where there is no file. Throws BROKEN. */
async function readKept(file: string): Promise<Kept> {
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    if (error instanceof Error && Reflect.get(error, 'code') === 'ENOENT') return '{}'
    throw error
  })
  try {
    return Kept.parse(JSON.parse(text))
  } catch (cause) {
    throw new DeclaredError(
      'BROKEN',
      `${file} could not be read: delete it, and set the secrets again.`,
      {},
      { cause },
    )
  }
}

/** Whole or not at all, for its owner alone. */
async function writeKept(file: string, kept: Kept): Promise<void> {
  const unfinished = `${file}.${randomUUID()}`
  try {
    await writeFile(unfinished, JSON.stringify(kept, null, 2), { mode: 0o600, flush: true })
    await rename(unfinished, file)
  } catch (cause) {
    await rm(unfinished, { force: true })
    throw new DeclaredError('FORBIDDEN', `${file} could not be written (${errorText(cause)}).`, {}, { cause })
  }
}

async function mustProtect(name: string): Promise<void> {
  if (keeperOfKey() === undefined) throw new DeclaredError('FORBIDDEN', noKeeper)
  if (await safeStorage.isAsyncEncryptionAvailable()) return
  throw new DeclaredError(
    'FORBIDDEN',
    `The system does not give out the key that would protect ${name}: unlock its keyring and try again. ${variables}`,
  )
}

/** Keeps the secrets of a data folder. Variables of the environment take precedence. Only once the app is ready. */
export function keychain(
  dataFolder: string,
  environment: NodeJS.ProcessEnv,
  log: (message: string, error: unknown) => void,
): Secrets {
  const file = path.join(dataFolder, fileName)
  const given = (name: string): string | undefined => {
    const value = environment[secretVariable(name)]
    return value === '' ? undefined : value
  }
  /** The end of the last change: one after another, or one would undo the other. */
  let changed: Promise<unknown> = Promise.resolve()

  function change(make: (kept: Kept) => Kept): Promise<void> {
    const next = changed.catch(() => undefined).then(async () => writeKept(file, make(await readKept(file))))
    changed = next
    return next
  }

  /** Secrets are read with every poll: the same complaint once. */
  const complaints = new Set<string>()
  function complain(error: unknown): void {
    const text = errorText(error)
    if (!complaints.has(text)) log('A secret could not be read', error)
    complaints.add(text)
  }

  async function write(name: string, value: string): Promise<void> {
    if (given(name) !== undefined) {
      throw new DeclaredError(
        'FORBIDDEN',
        `${name} comes from the environment variable ${secretVariable(name)}: change it there.`,
      )
    }
    await mustProtect(name)
    const encrypted = await safeStorage.encryptStringAsync(value)
    await change((kept) => ({ ...kept, [name]: encrypted.toString('base64') }))
  }

  async function read(name: string): Promise<string | undefined> {
    const own = given(name)
    if (own !== undefined || keeperOfKey() === undefined) return own
    try {
      const encrypted = (await readKept(file))[name]
      if (encrypted === undefined) return undefined
      const { result, shouldReEncrypt } = await safeStorage.decryptStringAsync(
        Buffer.from(encrypted, 'base64'),
      )
      if (shouldReEncrypt) await write(name, result).catch(complain)
      return result
    } catch (error) {
      // Of another user or computer, or the keyring is locked: to be set again, or unlocked.
      complain(error)
      return undefined
    }
  }

  return {
    get keeps() {
      return keeperOfKey() !== undefined
    },
    note: () => {
      const keeper = keeperOfKey()
      const text = keeper === undefined ? noKeeper : `Encrypted in ${file} by a key that ${keeper} keeps.`
      return Promise.resolve(text)
    },
    read,
    write,
    remove: async (name) => {
      if (keeperOfKey() === undefined) throw new DeclaredError('FORBIDDEN', noKeeper)
      await change((kept) => Object.fromEntries(Object.entries(kept).filter(([other]) => other !== name)))
    },
  }
}
