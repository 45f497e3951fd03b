// The token that callers from the network show. Only its SHA-256 is kept: who reads the data folder cannot call with it.
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { rename, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { z } from 'zod'
import { DeclaredError } from '../../src-shared/errors.ts'

/** Whether a token is the right one; takes the same time for every wrong one. */
export type TokenCheck = (token: string) => boolean

const fileName = 'token.json'
const kept = z.object({ sha256: z.string().regex(/^[0-9a-f]{64}$/) })
const hashOf = (token: string): Buffer => createHash('sha256').update(token).digest()

/**
 * Makes a token (`nnad_` and 32 random bytes in base64url), keeps its hash in the data folder (mode 0600) and returns it:
 * the only time that it can be shown. An older one ends with it, on a running server too.
 */
export async function makeToken(dataFolder: string): Promise<string> {
  const token = `nnad_${randomBytes(32).toString('base64url')}`
  const file = path.join(dataFolder, fileName)
  const unfinished = `${file}.${randomBytes(6).toString('hex')}`
  try {
    await writeFile(unfinished, JSON.stringify({ sha256: hashOf(token).toString('hex') }), {
      mode: 0o600,
      flag: 'wx',
    })
    await rename(unfinished, file)
  } catch (error) {
    await rm(unfinished, { force: true })
    throw error
  }
  return token
}

/** The check against the kept token, or undefined where none was made yet. Throws BROKEN for a file it cannot read. */
export function tokenCheck(dataFolder: string): TokenCheck | undefined {
  const file = path.join(dataFolder, fileName)
  if (readHash(file) === undefined) return undefined
  // Read anew each time, so that a replaced token ends at once.
  return (token) => {
    const hash = readHash(file)
    return hash !== undefined && timingSafeEqual(hash, hashOf(token))
  }
}

function readHash(file: string): Buffer | undefined {
  try {
    return Buffer.from(kept.parse(JSON.parse(readFileSync(file, 'utf8'))).sha256, 'hex')
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return undefined
    throw new DeclaredError(
      'BROKEN',
      `${file} could not be read: delete it, a new token is then made at the next start.`,
      {},
      { cause },
    )
  }
}
