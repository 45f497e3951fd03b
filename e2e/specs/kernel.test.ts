// The kernel where it is to run: in a worker of Node and in one of a browser, under a strict policy, with the same bits.
import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import test from 'node:test'
import { Worker } from 'node:worker_threads'
import { chromium } from 'playwright-core'
import { build } from 'vite'
import { browserForTests } from '../browser-for-tests.ts'
import { trainALittle } from '../kernel/train-a-little.ts'

const browser = await browserForTests()

test('the same bits in a worker of Node', async () => {
  const script = new URL('../kernel/train-a-little.ts', import.meta.url)
  const code = `import(${JSON.stringify(script.href)}).then(({ trainALittle }) => require('node:worker_threads').parentPort.postMessage(trainALittle()))`
  const worker = new Worker(code, { eval: true })
  const [got] = (await once(worker, 'message')) as [number[]]
  await worker.terminate()
  assert.deepEqual(got, trainALittle())
})

/** The worker's script for a browser, its imports in it. */
async function bundled(): Promise<string> {
  const result = await build({
    configFile: false,
    logLevel: 'error',
    build: {
      write: false,
      target: 'esnext',
      lib: { entry: 'e2e/kernel/browser-worker.js', formats: ['es'], fileName: 'worker' },
    },
  })
  const [first] = Array.isArray(result) ? result : []
  const [chunk] = first?.output ?? []
  assert.equal(chunk?.type, 'chunk')
  return chunk.code
}

test(
  'the same bits in a worker of a browser that may compile WebAssembly and nothing else',
  { skip: 'skipped' in browser ? browser.skipped : false },
  async () => {
    assert.ok('path' in browser)
    const script = await bundled()
    const server = createServer((request, response) => {
      const isScript = request.url === '/worker.js'
      response.setHeader('content-type', isScript ? 'text/javascript' : 'text/html')
      response.setHeader(
        'content-security-policy',
        "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'",
      )
      response.end(isScript ? script : '<!doctype html><title>kernel</title>')
    })
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    const started = await chromium.launch({ executablePath: browser.path })
    try {
      const page = await started.newPage()
      await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`)
      const got = await page.evaluate<number[]>(`new Promise((resolve, reject) => {
        const worker = new Worker('/worker.js', { type: 'module' })
        worker.onmessage = ({ data }) => resolve(data)
        worker.onerror = ({ message }) => reject(new Error(message))
      })`)
      assert.deepEqual(got, trainALittle())
    } finally {
      await started.close()
      server.close()
    }
  },
)
