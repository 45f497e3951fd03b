// tfjs-node absent, broken in every way, and working: what people are told, and never a crash.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isTfjsNodeInstalled, runWithStandIn, workingStandIn } from './fixtures/tfjs-node-stand-in.ts'
import { tfjsNodeObjection } from './tfjs-node-objection.ts'

const skip = isTfjsNodeInstalled() ? 'the true tfjs-node is installed here' : false

async function objectionWith(standIn: string, options = '{}'): Promise<unknown> {
  const file = JSON.stringify(new URL('tfjs-node-objection.ts', import.meta.url).href)
  const program = `
    const { tfjsNodeObjection } = await import(${file})
    console.log(JSON.stringify((await tfjsNodeObjection(${options})) ?? null))`
  return runWithStandIn(standIn, program)
}

test('a package that is not there is not installed', { skip }, async () => {
  assert.equal(await tfjsNodeObjection(), 'is not installed')
})

test('one that works is not objected to', { skip }, async () => {
  assert.equal(await objectionWith(workingStandIn), null)
})

test('one that throws, dies or hangs does not start', { skip }, async () => {
  assert.equal(
    await objectionWith("throw new Error('no library for this machine')"),
    'is installed, but does not start (Error: no library for this machine)',
  )
  assert.equal(
    await objectionWith("process.kill(process.pid, 'SIGKILL'); while (true);"),
    'is installed, but does not start (SIGKILL)',
  )
  assert.equal(
    await objectionWith('process.exit(7)'),
    'is installed, but does not start (it ends with status 7)',
  )
  assert.equal(
    await objectionWith('while (true);', '{ limit: 2000 }'),
    'is installed, but does not start within 2 s',
  )
  assert.match(String(await objectionWith('')), /^is installed, but does not start \(Error: Backend name/)
})

test('an abort ends a trial that would go on', { skip }, async () => {
  const stop = '{ signal: AbortSignal.timeout(1000) }'
  assert.match(String(await objectionWith('while (true);', stop)), /^is installed, but does not start/)
})

test('one whose backend cannot do the work does not compute', { skip }, async () => {
  const empty = workingStandIn.replace("tf.copyRegisteredKernels('cpu', 'tensorflow')", '')
  assert.match(String(await objectionWith(empty)), /^is installed, but does not compute \(Error: /)
})
