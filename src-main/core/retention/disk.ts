// How much room there is: the data folder against its budget, and what is free on its disk.
import { constants } from 'node:fs'
import { access, rm, statfs, writeFile } from 'node:fs/promises'
import path from 'node:path'
import type { DiskStatus } from '../../../src-shared/contract/monitoring.ts'
import { codeOf } from '../../../src-shared/errors.ts'
import { keptBytes } from '../data-folder.ts'

/** From this part of the budget on it warns. */
const nearShare = 0.8
/** Free bytes on the disk under which it warns, and under which no room is left for a transaction and its log. */
const fewFree = 1e9
const noneFree = 32e6
/** Written and removed again where little is free: a quota is not seen in what the disk has free. */
const probeBytes = 65_536

const amount = (bytes: number): string =>
  bytes < 1e9 ? `${String(Math.round(bytes / 1e6))} MB` : `${(bytes / 1e9).toFixed(1)} GB`

async function freeOn(folder: string): Promise<number | null> {
  try {
    const { bavail, bsize } = await statfs(folder)
    return bavail * bsize
  } catch {
    return null
  }
}

/** Whether a small file can be written there: the reason why not by its error code, undefined where it can. */
async function writeObjection(folder: string, free: number | null): Promise<string | undefined> {
  const file = path.join(folder, '.room')
  try {
    await access(folder, constants.W_OK)
    if (free !== null && free >= fewFree) return undefined
    await writeFile(file, Buffer.alloc(probeBytes))
    return undefined
  } catch (error) {
    return codeOf(error)
  } finally {
    await rm(file, { force: true }).catch(() => undefined)
  }
}

function budgetMessage(bytes: number, budget: number): string {
  const taken = `The data takes ${amount(bytes)} of the ${amount(budget)} that it may (retention.disk_gb)`
  const remedy =
    'raise that setting, or keep documents or rows for fewer days (retention.document_days, retention.sample_days)'
  return bytes >= budget
    ? `${taken}: raw documents that were collected go before their time, the oldest first. To keep them, ${remedy}.`
    : `${taken}. At all of it raw documents go before their time: ${remedy}.`
}

/**
 * Looks at a data folder. `reusable`: bytes of its database that hold nothing and are used again before the file grows; they
 * do not count as taken.
 */
export async function lookAtDisk(folder: string, budgetBytes: number, reusable: number): Promise<DiskStatus> {
  const bytes = Math.max(0, (await keptBytes(folder)) - reusable)
  const freeBytes = await freeOn(folder)
  const objection = await writeObjection(folder, freeBytes)
  const said = (state: DiskStatus['state'], message: string | null, canStore = true): DiskStatus => ({
    state,
    message,
    bytes,
    budgetBytes,
    freeBytes,
    canStore,
  })
  if (objection === 'EROFS' || objection === 'EACCES' || objection === 'EPERM') {
    return said(
      'read-only',
      `${folder} cannot be written (${objection}): nothing can be collected. What is there can be read; make the folder writable, ` +
        'or start nnad with another one (--data).',
      false,
    )
  }
  const isOut = objection === 'ENOSPC' || objection === 'EDQUOT'
  if (isOut || (freeBytes !== null && freeBytes + reusable < noneFree)) {
    return said(
      'full',
      `The disk of ${folder} is full (${freeBytes === null ? 'nothing' : amount(freeBytes)} free): nothing can be collected. ` +
        'What is there is safe; free some space, collecting goes on by itself then.',
      false,
    )
  }
  if (bytes >= budgetBytes) return said('full', budgetMessage(bytes, budgetBytes))
  if (freeBytes !== null && freeBytes < fewFree) {
    return said(
      'near',
      `Only ${amount(freeBytes)} are free on the disk of ${folder}: free some space before it is full.`,
    )
  }
  if (bytes >= budgetBytes * nearShare) return said('near', budgetMessage(bytes, budgetBytes))
  return said('ok', null)
}
