// Training after training in one process: the memory does not grow. NNAD_SOAK=1 takes 1,000 trainings instead of 50.
import assert from 'node:assert/strict'
import test from 'node:test'
import v8 from 'node:v8'
import vm from 'node:vm'
import { originalArchitecture } from '../../src-main/core/model/architecture.ts'
import { chooseEngine } from '../../src-main/core/model/choose-engine.ts'
import { randomFrom } from '../../src-main/core/model/random.ts'
import { trainingDefaults } from '../../src-main/core/model/training-options.ts'

const trainings = process.env['NNAD_SOAK'] === '1' ? 1000 : 50
/** Before these the process still grows: code is compiled, pools fill. */
const warmUp = 10
/** What counts as no growth, bytes: 50 leaked trainings alone would be over 150 MB. */
const most = 30e6

v8.setFlagsFromString('--expose-gc')
const collectGarbage = vm.runInNewContext('gc') as () => void

function held(): { readonly rss: number; readonly inUse: number } {
  collectGarbage()
  const { rss, heapUsed, external } = process.memoryUsage()
  return { rss, inUse: heapUsed + external }
}

test(`${trainings} trainings and scorings leave nothing behind`, async (context) => {
  const random = randomFrom(1)
  const rows = Float32Array.from({ length: 360 * 28 }, () => random.next())
  const windows = { rows, features: 28, length: 30, starts: Int32Array.from(Array(331).keys()) }
  const options = { ...trainingDefaults, epochs: 3 }
  const { engine } = await chooseEngine('fused', originalArchitecture)
  assert.equal(engine.name, 'fused')
  let first = held()
  for (let training = 1; training <= trainings; training++) {
    const { weights } = await engine.train(originalArchitecture, windows, { ...options, seed: training })
    await engine.reconstructionErrors(originalArchitecture, weights, windows)
    if (training === warmUp) first = held()
    if (training % (trainings / 5) === 0) {
      const { rss, inUse } = held()
      const text = `resident ${(rss / 1e6).toFixed(0)} MB, in use ${(inUse / 1e6).toFixed(1)} MB`
      context.diagnostic(`after ${training} trainings: ${text}`)
    }
  }
  const last = held()
  assert.ok(last.inUse - first.inUse < most, `in use grew by ${last.inUse - first.inUse} bytes`)
  assert.ok(last.rss - first.rss < most, `resident memory grew by ${last.rss - first.rss} bytes`)
})
