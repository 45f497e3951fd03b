// Model folders on a real disk: written whole, read back exactly, refused when anything is missing or changed.
import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { cp, mkdir, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { after, before, test } from 'node:test'
import { setTimeout } from 'node:timers/promises'
import fc from 'fast-check'
import * as z from 'zod'
import { DeclaredError } from '../../../src-shared/errors.ts'
import { architecture, options, waves } from './fixtures/small-training.ts'
import type { ModelFacts } from './model-facts.ts'
import { readModelFolder, removeUnfinished, writeModelFolder } from './model-file.ts'
import type { TrainedModel } from './model-file.ts'
import { percentileOf, windowScores } from './threshold.ts'
import { startTfjsEngine } from './tfjs/tfjs-engine.ts'

const files = ['nnad.json', 'model.json', 'weights.bin'] as const
const metrics = ['ThreadsBlocked', 'CallQueueLength', 'GcTimeMillis']

let folder: string
let model: TrainedModel
let written: string

before(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'nnad-model-'))
  const engine = await startTfjsEngine()
  const { weights, history } = await engine.train(architecture, waves(), options)
  const facts: ModelFacts = {
    appVersion: '0.1.0',
    engine: engine.name,
    engineReason: 'made for this test',
    draft: true,
    haState: 'standby',
    createdAt: 1_772_000_000_000,
    architecture,
    training: options,
    metrics,
    profile: 'namenode-28',
    scaler: {
      kind: 'min-max',
      columns: metrics.map((metric) => ({ metric, offset: 0.1, scale: 1 / 3, fill: 0 })),
    },
    threshold: { value: 0.0123456789012345, percentile: 95, falseAlarms: null },
    errorSpreads: [],
    spacing: 10,
    witness: null,
    history,
    trainedOn: {
      source: 'lab',
      node: null,
      ranges: [{ from: 1_771_900_000_000, to: 1_771_903_600_000 }],
      rows: 25,
      windows: 20,
    },
    baseline: metrics.map((metric, index) =>
      index === 2
        ? { metric, normal: null, median: null, spread: 1 }
        : { metric, normal: [0, 1.5] as const, median: 0.25, spread: 1.5 },
    ),
  }
  model = { facts, weights }
  written = await writeModelFolder(path.join(folder, 'models'), 'm1', model)
})

after(async () => {
  await rm(folder, { recursive: true })
})

/** A copy of the written model, changed and read in turn; what reading it came to. */
async function changed(change: (copy: string) => Promise<void>): Promise<unknown> {
  const copy = await mkdtemp(path.join(folder, 'changed-'))
  await cp(written, copy, { recursive: true })
  await change(copy)
  try {
    return await readModelFolder(copy)
  } catch (error) {
    return error
  } finally {
    await rm(copy, { recursive: true })
  }
}

function assertBroken(result: unknown, what: string): void {
  assert.ok(result instanceof DeclaredError, `${what}: it was read`)
  assert.equal(result.code, 'BROKEN', what)
  assert.match(result.message, /^The model in .* cannot be used: .+ train again: nnad train\.$/)
}

test('a model is read back exactly, from a folder of three files', async () => {
  assert.equal(written, path.join(folder, 'models', 'm1'))
  assert.deepEqual((await readdir(written)).toSorted(), files.toSorted())
  assert.deepEqual(await readdir(path.join(folder, 'models')), ['m1'])
  assert.deepEqual(await readModelFolder(written), model)
})

test('writing the same model again gives the same bytes', async () => {
  const again = await writeModelFolder(path.join(folder, 'models'), 'm2', model)
  for (const file of files) {
    assert.deepEqual(await readFile(path.join(again, file)), await readFile(path.join(written, file)))
  }
})

test('a file cut off anywhere is never read as a model', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...files),
      fc.double({ min: 0, max: 1, noNaN: true }),
      async (file, share) => {
        const result = await changed(async (copy) => {
          const bytes = await readFile(path.join(copy, file))
          const kept = Math.min(Math.floor(share * bytes.length), bytes.length - 1)
          await writeFile(path.join(copy, file), bytes.subarray(0, kept))
        })
        assertBroken(result, `${file} cut to ${share}`)
      },
    ),
    { examples: files.map((file) => [file, 1]), numRuns: 90 },
  )
})

test('a file that is missing or has one bit changed is never read as a model', async () => {
  for (const file of files) {
    assertBroken(await changed((copy) => rm(path.join(copy, file))), `without ${file}`)
  }
  for (const file of ['model.json', 'weights.bin']) {
    const result = await changed(async (copy) => {
      const bytes = await readFile(path.join(copy, file))
      const place = Math.floor(bytes.length / 2)
      await writeFile(path.join(copy, file), bytes.with(place, (bytes[place] ?? 0) ^ 1))
    })
    assertBroken(result, `${file} changed`)
  }
})

/** Reads a copy whose nnad.json went through `edit` as text. */
async function edited(from: string | RegExp, to: string): Promise<unknown> {
  return changed(async (copy) => {
    const file = path.join(copy, 'nnad.json')
    const text = await readFile(file, 'utf8')
    assert.notEqual(text.replace(from, to), text)
    await writeFile(file, text.replace(from, to))
  })
}

test('a newer format is refused as such and left untouched, whatever else it holds', async () => {
  const file = path.join(folder, 'newer', 'nnad.json')
  await mkdir(path.dirname(file))
  await writeFile(file, '{"magic":"nnad-model","formatVersion":5,"weights":"elsewhere"}')
  await assert.rejects(readModelFolder(path.dirname(file)), {
    code: 'NEWER_VERSION',
    message: /has format 5; this app reads up to 4\. It was left untouched/,
  })
  assert.deepEqual(await readdir(path.dirname(file)), ['nnad.json'])
})

test('a folder of format 1 is read, scores as it did, and is written anew in the present format', async () => {
  const old = path.join(folder, 'format-1')
  await mkdir(old)
  const texts = z
    .object({ 'nnad.json': z.string(), 'model.json': z.string(), 'weights.bin': z.base64() })
    .parse(JSON.parse(await readFile(new URL('fixtures/model-format-1.json', import.meta.url), 'utf8')))
  for (const file of files) {
    await writeFile(path.join(old, file), texts[file], file === 'weights.bin' ? 'base64' : 'utf8')
  }
  const read = await readModelFolder(old)
  assert.deepEqual(read.facts.architecture, architecture)
  assert.deepEqual([read.facts.engine, read.facts.engineReason, read.facts.draft], ['tfjs-wasm', null, false])
  const engine = await startTfjsEngine()
  const errors = await engine.reconstructionErrors(architecture, read.weights, waves())
  const threshold = percentileOf(windowScores(errors, 3), 95)
  assert.ok(Math.abs(threshold / read.facts.threshold.value - 1) < 1e-6)
  assert.deepEqual(await readModelFolder(await writeModelFolder(folder, 'format-2', read)), read)
})

test('facts that are foreign, impossible or of another network are damage', async () => {
  assertBroken(await edited('nnad-model', 'other-model'), 'magic')
  assertBroken(await edited('"formatVersion": 4', '"formatVersion": 0'), 'version')
  assertBroken(await edited('"latentDim": 4', '"latentDim": 5'), 'latentDim')
  assertBroken(await edited('"features": 3', '"features": 4'), 'features')
  assertBroken(await edited('"value": 0.01', '"value": -0.01'), 'threshold')
  assertBroken(await edited('"ThreadsBlocked"', '"ThreadsWaiting"'), 'metric order')
  assertBroken(await edited('"profile"', '"profil"'), 'field name')
})

test('a network that matches its hashes but not the facts is damage', async () => {
  const swapped = async (
    file: 'model.json' | 'weights.bin',
    change: (bytes: Buffer) => Buffer,
  ): Promise<unknown> =>
    changed(async (copy) => {
      const bytes = await readFile(path.join(copy, file))
      const other = change(bytes)
      await writeFile(path.join(copy, file), other)
      const hash = (data: Buffer): string => createHash('sha256').update(data).digest('hex')
      const facts = await readFile(path.join(copy, 'nnad.json'), 'utf8')
      await writeFile(path.join(copy, 'nnad.json'), facts.replace(hash(bytes), hash(other)))
    })
  const text = (from: string, to: string) => (bytes: Buffer) =>
    Buffer.from(bytes.toString().replace(from, to))
  assert.deepEqual(await swapped('model.json', text('tensor_flow.js', 'tensorflow.js')), model)
  assertBroken(await swapped('model.json', text('"shape":[3,16]', '"shape":[16,3]')), 'shape')
  assertBroken(await swapped('model.json', text('"dtype":"float32"}', '"dtype":"int32"}')), 'dtype')
  assertBroken(await swapped('weights.bin', (bytes) => Buffer.concat([bytes, Buffer.alloc(4)])), 'longer')
  assertBroken(await swapped('weights.bin', (bytes) => bytes.subarray(4)), 'shorter')
  assertBroken(await swapped('weights.bin', (bytes) => Buffer.alloc(bytes.length, 0xff)), 'NaN')
})

test('no folder is NOT_FOUND', async () => {
  await assert.rejects(readModelFolder(path.join(folder, 'none')), { code: 'NOT_FOUND' })
})

test('a writer refuses ids that are taken or no plain names, and parts that do not fit', async () => {
  const parent = path.join(folder, 'models')
  const refused = async (id: string, wrong: TrainedModel, message: RegExp): Promise<void> =>
    assert.rejects(writeModelFolder(parent, id, wrong), { code: 'BAD_INPUT', message })
  await refused('m1', model, /m1 exists/)
  for (const id of ['', '.', '..', '../m', 'a/b', '.unfinished-1', 'x'.repeat(101)]) {
    await refused(id, model, /A model's id must be/)
  }
  await refused('m3', { ...model, weights: model.weights.slice(1) }, /8 weight tensors wanted, got 7/)
  const facts = { ...model.facts, baseline: model.facts.baseline.toReversed() }
  await refused('m3', { ...model, facts }, /the baseline is not of the model's metrics in order/)
  assert.equal((await readdir(parent)).includes('m3'), false)
})

test('leftovers of interrupted writers are deleted, models are not', async () => {
  const parent = path.join(folder, 'interrupted')
  assert.deepEqual(await removeUnfinished(parent), [])
  await writeModelFolder(parent, 'kept', model)
  await cp(path.join(parent, 'kept'), path.join(parent, '.unfinished-Ab12Cd'), { recursive: true })
  assert.deepEqual(await removeUnfinished(parent), ['.unfinished-Ab12Cd'])
  assert.deepEqual(await readdir(parent), ['kept'])
  assert.deepEqual(await readModelFolder(path.join(parent, 'kept')), model)
})

test('a writer killed at any moment leaves whole models and what removeUnfinished deletes', async () => {
  const parent = path.join(folder, 'killed')
  const given = path.join(folder, 'model.json')
  await writeFile(
    given,
    JSON.stringify(model, (_, value: unknown) => (value instanceof Float32Array ? [...value] : value)),
  )
  const url = (file: string): string => JSON.stringify(new URL(file, import.meta.url).href)
  const program = `
    const { readFileSync } = await import('node:fs')
    const { writeModelFolder } = await import(${url('model-file.ts')})
    const [parent, given, name] = process.argv.slice(1)
    const { facts, weights } = JSON.parse(readFileSync(given, 'utf8'))
    const model = { facts, weights: weights.map(({ shape, values }) => ({ shape, values: Float32Array.from(values) })) }
    for (let count = 0; ; count++) {
      await writeModelFolder(parent, name + count, model)
      process.stdout.write('.')
    }`
  for (const name of ['a', 'b', 'c']) {
    const writer = spawn(process.execPath, ['--input-type=module', '-e', program, parent, given, name])
    await once(writer.stdout, 'data')
    await setTimeout(Math.random() * 60)
    writer.kill('SIGKILL')
    await once(writer, 'exit')
  }
  await removeUnfinished(parent)
  const names = await readdir(parent)
  assert.ok(names.length >= 3, names.join(' '))
  for (const name of names) assert.deepEqual(await readModelFolder(path.join(parent, name)), model)
})
