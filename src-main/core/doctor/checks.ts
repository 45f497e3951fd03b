// What this machine offers and lacks, in plain words: `nnad doctor`.
import { constants } from 'node:fs'
import { access, mkdtemp, rm, statfs } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { Check } from '../../../src-shared/contract/system.ts'
import { errorText } from '../../../src-shared/errors.ts'
import { openDatabase } from '../store/database.ts'
import { tfjsEngine, tfjsNodeEngine, usualEngine } from './engine-checks.ts'

async function check(name: string, work: () => Promise<string>): Promise<Check> {
  try {
    return { name, ok: true, detail: await work() }
  } catch (error) {
    return { name, ok: false, detail: errorText(error) }
  }
}

async function sqlite(): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'nnad-doctor-'))
  const db = openDatabase(folder)
  try {
    return `works, SQLite ${String(db.get('SELECT sqlite_version() AS version')?.['version'])}`
  } finally {
    db.close()
    await rm(folder, { recursive: true, force: true })
  }
}

async function dataFolder(folder: string): Promise<string> {
  let existing = folder
  while (
    !(await access(existing).then(
      () => true,
      () => false,
    ))
  )
    existing = path.dirname(existing)
  await access(existing, constants.W_OK)
  const { bavail, bsize } = await statfs(existing)
  return `${folder} is writable, ${((bavail * bsize) / 1e9).toFixed(1)} GB free`
}

/** All checks, one after another. Only a failed one that the product cannot do without is `ok: false`. */
export async function doctorChecks(folder: string): Promise<Check[]> {
  return [
    await check('Node', () =>
      Promise.resolve(`${process.versions.node} on ${process.platform} ${process.arch}`),
    ),
    await check('Database', sqlite),
    await check('Engine', usualEngine),
    await check('tf.js', tfjsEngine),
    await check('tfjs-node', tfjsNodeEngine),
    await check('Data folder', () => dataFolder(folder)),
  ]
}
