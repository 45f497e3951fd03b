// What this machine offers and lacks, in plain words: `nnad doctor`.
import { execFile } from 'node:child_process'
import { constants } from 'node:fs'
import { access, mkdtemp, rm, statfs } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import type { Check } from '../../../src-shared/contract/system.ts'
import { errorText } from '../../../src-shared/errors.ts'
import { startTfjs } from '../model/tfjs-runtime.ts'
import { openDatabase } from '../store/database.ts'

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

/** In a process of its own: a native library that does not fit would take this one down. */
async function tfjsNode(): Promise<string> {
  try {
    createRequire(import.meta.url).resolve('@tensorflow/tfjs-node')
  } catch {
    return 'not installed (optional): the wasm engine is used'
  }
  const probe = "require('@tensorflow/tfjs-node').tensor1d([1]).square().dataSync()"
  try {
    await promisify(execFile)(process.execPath, ['-e', probe], { timeout: 60_000 })
    return 'installed and starts; the wasm engine is used all the same, it is faster on models this small'
  } catch (error) {
    const lines = errorText(error)
      .split('\n')
      .map((line) => line.trim())
    const reason = lines.find((line) => /^[A-Za-z]*Error\b/.test(line)) ?? lines[0] ?? ''
    return `installed, but does not start (${reason}): the wasm engine is used`
  }
}

/** All checks, one after another. Only a failed one that the product cannot do without is `ok: false`. */
export async function doctorChecks(folder: string): Promise<Check[]> {
  return [
    await check('Node', () =>
      Promise.resolve(`${process.versions.node} on ${process.platform} ${process.arch}`),
    ),
    await check('Database', sqlite),
    await check('Engine', async () => {
      const backend = await startTfjs()
      return backend === 'wasm' ? 'tf.js wasm' : 'tf.js cpu: WebAssembly did not start here, training is slow'
    }),
    await check('tfjs-node', tfjsNode),
    await check('Data folder', () => dataFolder(folder)),
  ]
}
