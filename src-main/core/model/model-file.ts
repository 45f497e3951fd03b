// A trained model on disk: one folder with nnad.json, model.json and weights.bin, there as a whole or not at all.
import { createHash } from 'node:crypto'
import { existsSync, statSync } from 'node:fs'
import { mkdir, mkdtemp, open, readFile, readdir, rename, rm } from 'node:fs/promises'
import path from 'node:path'
import { ZodError } from 'zod'
import { DeclaredError, errorText } from '../../../src-shared/errors.ts'
import { weightsObjection } from './architecture.ts'
import { layersModelFiles, weightsIn } from './layers-model-file.ts'
import { tfjsVersion } from './layers-model-topology.ts'
import {
  factsObjection,
  modelFactsSchema,
  modelFileSchema,
  modelFormatVersion,
  modelHeaderSchema,
  modelMagic,
} from './model-facts.ts'
import type { ModelFacts } from './model-facts.ts'
import type { Weights } from './weights.ts'

/** A model that can score. */
export interface TrainedModel {
  readonly facts: ModelFacts
  readonly weights: Weights
}

const unfinishedPrefix = '.unfinished-'
const idPattern = /^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/

/**
 * Writes the model as the folder `parent/id` and returns its path. It is written under another name, flushed to the
 * disk and renamed. Errors: BAD_INPUT for an id that is no plain file name or is taken, and for facts or weights that
 * do not fit each other.
 */
export async function writeModelFolder(parent: string, id: string, model: TrainedModel): Promise<string> {
  const target = path.join(parent, id)
  const facts = checkedForWriting(target, id, model)
  const network = layersModelFiles(facts.architecture, model.weights)
  const file = {
    magic: modelMagic,
    formatVersion: modelFormatVersion,
    tfjsVersion,
    facts,
    sha256: {
      'model.json': sha256Of(network['model.json']),
      'weights.bin': sha256Of(network['weights.bin']),
    },
  }
  await mkdir(parent, { recursive: true })
  const folder = await mkdtemp(path.join(parent, unfinishedPrefix))
  try {
    await writeFlushed(path.join(folder, 'model.json'), network['model.json'])
    await writeFlushed(path.join(folder, 'weights.bin'), network['weights.bin'])
    // No line end: a file that lost only its last byte must not parse either.
    await writeFlushed(path.join(folder, 'nnad.json'), Buffer.from(JSON.stringify(file, null, 1)))
    await flushFolder(folder)
    await rename(folder, target)
  } catch (error) {
    await rm(folder, { recursive: true, force: true })
    throw error
  }
  await flushFolder(parent)
  return target
}

/**
 * Reads a model folder. Errors: NOT_FOUND without a folder, NEWER_VERSION for a later format, BROKEN for anything that
 * is not exactly what was written. Nothing is changed on disk.
 */
export async function readModelFolder(folder: string): Promise<TrainedModel> {
  if (!isFolder(folder)) {
    throw new DeclaredError(
      'NOT_FOUND',
      `A model folder was wanted at ${folder}, got none. Train again: nnad train.`,
    )
  }
  try {
    return await readChecked(folder)
  } catch (error) {
    if (error instanceof DeclaredError) throw error
    throw new DeclaredError(
      'BROKEN',
      `The model in ${folder} cannot be used: ${damageText(error)}. It was left as it is; train again: nnad train.`,
      { folder },
      { cause: error },
    )
  }
}

/**
 * Deletes what interrupted writers left in `parent` and returns the deleted names. For the start of the app, while
 * nobody writes.
 */
export async function removeUnfinished(parent: string): Promise<readonly string[]> {
  if (!isFolder(parent)) return []
  const names = (await readdir(parent)).filter((name) => name.startsWith(unfinishedPrefix))
  for (const name of names) await rm(path.join(parent, name), { recursive: true, force: true })
  return names
}

function checkedForWriting(target: string, id: string, model: TrainedModel): ModelFacts {
  if (!idPattern.test(id)) {
    throw new DeclaredError(
      'BAD_INPUT',
      `A model's id must be 1 to 100 letters, digits, dots, dashes or underscores and begin with a letter or digit, got "${id}". Choose another.`,
    )
  }
  if (existsSync(target)) {
    throw new DeclaredError(
      'BAD_INPUT',
      `A new model needs an id of its own, but ${target} exists. Choose another.`,
    )
  }
  const facts = modelFactsSchema.parse(model.facts)
  const objection = factsObjection(facts) ?? weightsObjection(facts.architecture, model.weights)
  if (objection === undefined) return facts
  throw new DeclaredError('BAD_INPUT', `The model's parts must fit each other: ${objection}. Train again.`)
}

async function readChecked(folder: string): Promise<TrainedModel> {
  const json: unknown = JSON.parse(await readFile(path.join(folder, 'nnad.json'), 'utf8'))
  const { formatVersion } = modelHeaderSchema.parse(json)
  if (formatVersion > modelFormatVersion) {
    throw new DeclaredError(
      'NEWER_VERSION',
      `The model in ${folder} has format ${formatVersion}; this app reads up to ${modelFormatVersion}. It was left untouched; use the newer app, or train again here: nnad train.`,
      { formatVersion },
    )
  }
  const { facts, sha256 } = modelFileSchema.parse(json)
  const files = {
    'model.json': await readVerified(folder, 'model.json', sha256['model.json']),
    'weights.bin': await readVerified(folder, 'weights.bin', sha256['weights.bin']),
  }
  const weights = weightsIn(facts.architecture, files)
  const objection = factsObjection(facts) ?? weightsObjection(facts.architecture, weights)
  if (objection !== undefined) throw new Error(objection)
  return { facts, weights }
}

async function readVerified(folder: string, name: string, sha256: string): Promise<Uint8Array> {
  const bytes = await readFile(path.join(folder, name))
  if (sha256Of(bytes) !== sha256) throw new Error(`${name} is not the file that was written`)
  return bytes
}

function sha256Of(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}

async function writeFlushed(file: string, bytes: Uint8Array): Promise<void> {
  await using handle = await open(file, 'wx')
  await handle.writeFile(bytes)
  await handle.sync()
}

/** Makes new names in a folder last through a power cut. Windows opens no folders and needs none of this. */
async function flushFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return
  await using handle = await open(folder, 'r')
  await handle.sync()
}

function isFolder(folder: string): boolean {
  return statSync(folder, { throwIfNoEntry: false })?.isDirectory() ?? false
}

function damageText(error: unknown): string {
  const issue = error instanceof ZodError ? error.issues[0] : undefined
  return issue === undefined ? errorText(error) : `${issue.path.join('.')}: ${issue.message}`
}
