// How tf.js starts: in a process and a thread of its own, silent, offline, and on plain JavaScript without the .wasm.
import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { once } from 'node:events'
import { test } from 'node:test'
import { promisify } from 'node:util'
import { Worker } from 'node:worker_threads'
import * as z from 'zod'
import { greatestGap } from '../fixtures/keras-fixtures.ts'
import { architecture, options, waves } from '../fixtures/small-training.ts'
import { startTfjsEngine } from './tfjs-engine.ts'

const url = (file: string): string => JSON.stringify(new URL(file, import.meta.url).href)

/** Trains and scores on a backend started with `argument`, all output of tf.js going where it goes by itself. */
function program(argument: string, report: string): string {
  return `
    globalThis.fetch = () => { throw new Error('no network here') }
    const { startTfjs } = await import(${url('tfjs-runtime.ts')})
    const { startTfjsEngine } = await import(${url('tfjs-engine.ts')})
    const { architecture, options, waves } = await import(${url('../fixtures/small-training.ts')})
    await startTfjs(${argument})
    const engine = await startTfjsEngine()
    const { weights, history } = await engine.train(architecture, waves(), options)
    const errors = await engine.reconstructionErrors(architecture, weights, waves())
    const handlers = ['uncaughtException', 'unhandledRejection'].map((name) => process.listenerCount(name))
    const { writeSync } = await import('node:fs')
    ${report}`
}

const reportSchema = z.object({
  name: z.string(),
  handlers: z.array(z.int()),
  loss: z.number(),
  errors: z.array(z.number()),
})

async function inProcess(argument: string): Promise<z.infer<typeof reportSchema>> {
  const report = `writeSync(1, JSON.stringify({ name: engine.name, handlers, loss: history.at(-1).loss, errors: [...errors] }))`
  const run = await promisify(execFile)(process.execPath, [
    '--input-type=module',
    '-e',
    program(argument, report),
  ])
  assert.equal(run.stderr, '')
  return reportSchema.parse(JSON.parse(run.stdout))
}

test('a plain process gets WebAssembly, no output, no network, no handlers on the process', async () => {
  const { name, handlers } = await inProcess('')
  assert.equal(name, 'tfjs-wasm')
  assert.deepEqual(handlers, [0, 0])
})

test('without its .wasm files tf.js computes in plain JavaScript, as silently and nearly the same', async () => {
  const { name, handlers, loss, errors } = await inProcess(`'/no/such/folder'`)
  assert.equal(name, 'tfjs-cpu')
  assert.deepEqual(handlers, [0, 0])
  const engine = await startTfjsEngine()
  const { weights, history } = await engine.train(architecture, waves(), options)
  assert.ok(Math.abs(loss - (history.at(-1)?.loss ?? NaN)) < 1e-6)
  const wasm = await engine.reconstructionErrors(architecture, weights, waves())
  assert.ok(greatestGap(errors, wasm) < 1e-6, `greatest difference ${greatestGap(errors, wasm)}`)
})

test('a worker thread trains to the same bits, and hears a message that stops it', async () => {
  const source = `
    const { parentPort } = await import('node:worker_threads')
    const stop = new AbortController()
    parentPort.once('message', () => stop.abort())
    ${program('', 'parentPort.postMessage(weights)')}
    const onEpoch = ({ epoch }) => { if (epoch === 2) parentPort.postMessage('running') }
    await engine
      .train(architecture, waves(), { ...options, epochs: 200, validationSplit: 0 }, { signal: stop.signal, onEpoch })
      .catch((error) => parentPort.postMessage(error.code))`
  const worker = new Worker(new URL(`data:text/javascript,${encodeURIComponent(source)}`))
  const heard: unknown[] = []
  worker.on('message', (message: unknown) => {
    heard.push(message)
    if (message === 'running') worker.postMessage('stop')
  })
  await once(worker, 'exit')
  const engine = await startTfjsEngine()
  const { weights } = await engine.train(architecture, waves(), options)
  assert.deepEqual(heard, [weights, 'running', 'CANCELLED'])
})
