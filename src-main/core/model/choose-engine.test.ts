// Which engine is chosen, why not another, and that tf.js is loaded only where it is needed.
import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { test } from 'node:test'
import { promisify } from 'node:util'
import { chooseEngine, scoringEngine } from './choose-engine.ts'
import { tryEngine } from './engine-trial.ts'
import { architecture } from './fixtures/small-training.ts'
import { isTfjsNodeInstalled, runWithStandIn, workingStandIn } from './fixtures/tfjs-node-stand-in.ts'
import { tfjsNodeObjection } from './tfjs-node-objection.ts'

const hard = { ...architecture, recurrentActivation: 'hardSigmoid' } as const
const url = (file: string): string => JSON.stringify(new URL(file, import.meta.url).href)

test('the kernel trains and scores what it knows, tf.js the rest, with the reason', async () => {
  for (const known of [architecture, { ...architecture, hiddenDim: 64 }]) {
    const { engine, reason } = await chooseEngine('fused', known)
    assert.deepEqual([engine.name, reason], ['fused', null])
    assert.equal((await scoringEngine(known)).name, 'fused')
  }
  const { engine, reason } = await chooseEngine('fused', hard)
  assert.equal(engine.name, 'tfjs-wasm')
  assert.match(reason ?? '', /hardSigmoid$/)
  assert.equal((await scoringEngine(hard)).name, 'tfjs-wasm')
})

test('a wish for tf.js is met, whatever the kernel knows', async () => {
  const { engine, reason } = await chooseEngine('tfjs', architecture)
  assert.deepEqual([engine.name, reason], ['tfjs-wasm', null])
})

test('a wish for tfjs-node is met where it works, else tf.js says why not', async () => {
  const { engine, reason } = await chooseEngine('tfjs-node', architecture)
  const objection = await tfjsNodeObjection()
  const wanted = objection === undefined ? ['tfjs-node', null] : ['tfjs-wasm', `tfjs-node ${objection}`]
  assert.deepEqual([engine.name, reason], wanted)
  await tryEngine(engine)
})

test(
  'a tfjs-node that works is started in the thread that trains',
  { skip: isTfjsNodeInstalled() },
  async () => {
    const program = `
    const { chooseEngine } = await import(${url('choose-engine.ts')})
    const { architecture } = await import(${url('fixtures/small-training.ts')})
    const { tryEngine } = await import(${url('engine-trial.ts')})
    const { engine, reason } = await chooseEngine('tfjs-node', architecture)
    await tryEngine(engine)
    const { getBackend } = (await import('node:module')).createRequire(${url('choose-engine.ts')})('@tensorflow/tfjs-core')
    console.log(JSON.stringify([engine.name, reason, getBackend()]))`
    assert.deepEqual(await runWithStandIn(workingStandIn, program), ['tfjs-node', null, 'tensorflow'])
  },
)

async function inProcess(program: string): Promise<unknown> {
  const parameters = ['--input-type=module', '-e', program]
  return JSON.parse((await promisify(execFile)(process.execPath, parameters)).stdout)
}

test('tf.js without WebAssembly says so, after what the kernel does not know', async () => {
  const program = `
    const { startTfjs } = await import(${url('tfjs/tfjs-runtime.ts')})
    const { chooseEngine } = await import(${url('choose-engine.ts')})
    await startTfjs('/no/such/folder')
    const { engine, reason } = await chooseEngine('fused', ${JSON.stringify(hard)})
    console.log(JSON.stringify([engine.name, reason]))`
  const slow = 'WebAssembly does not start here, tf.js computes without it'
  const { reason } = await chooseEngine('fused', hard)
  assert.deepEqual(await inProcess(program), ['tfjs-cpu', `${String(reason)}; ${slow}`])
})

test('training with the kernel and writing the model load no tf.js; the other engines do', async () => {
  const program = `
    const { chooseEngine } = await import(${url('choose-engine.ts')})
    const { layersModelFiles } = await import(${url('layers-model-file.ts')})
    await import(${url('model-file.ts')})
    const { architecture, options, waves } = await import(${url('fixtures/small-training.ts')})
    const { createRequire } = await import('node:module')
    const { cache } = createRequire(${url('choose-engine.ts')})
    const loaded = () => Object.keys(cache).some((file) => file.includes('@tensorflow'))
    const { engine } = await chooseEngine('fused', architecture)
    const { weights } = await engine.train(architecture, waves(), options)
    layersModelFiles(architecture, weights)
    const before = loaded()
    await chooseEngine('tfjs', architecture)
    console.log(JSON.stringify([before, loaded()]))`
  assert.deepEqual(await inProcess(program), [false, true])
})
