// A process that scores and says by how much it grew: `node --expose-gc memory.ts NETWORK HIDDEN_DIM ROWS_FILE WARM_UP`.
import { readFileSync } from 'node:fs'
import { z } from 'zod'
import { engineOf } from '../../src-main/core/model/engine-of.ts'
import { initialWeights } from '../../src-main/core/model/initial-weights.ts'
import { randomFrom } from '../../src-main/core/model/random.ts'
import { architectureOf, everyWindow } from '../measured-network.ts'
import { startNetwork } from '../networks.ts'

const [name, hiddenDim, file, warmUp] = z
  .tuple([z.enum(['fused', 'tf.js wasm']), z.coerce.number(), z.string(), z.coerce.number()])
  .parse(process.argv.slice(2))

const bytes = readFileSync(file)
const rows = new Float32Array(bytes.buffer, bytes.byteOffset, bytes.length / 4)
const windows = everyWindow(rows)
const architecture = architectureOf(hiddenDim)
const weights = initialWeights(architecture, randomFrom(1))
const engine = engineOf(name, await startNetwork(name))

// Without a warm-up compiling and the engine's own memory count too.
if (warmUp > 0) {
  const few = { ...windows, starts: windows.starts.slice(0, warmUp) }
  await engine.reconstructionErrors(architecture, weights, few)
}
global.gc?.()
const before = process.memoryUsage.rss()
const highestBefore = process.resourceUsage().maxRSS
let most = before
const look = (): void => {
  most = Math.max(most, process.memoryUsage.rss())
}
const errors = await engine.reconstructionErrors(architecture, weights, windows, { onProgress: look })
look()
// The system's own record, in kB; of use where it was made while scoring.
const highest = process.resourceUsage().maxRSS
if (highest > highestBefore) most = Math.max(most, highest * 1024)
console.log(JSON.stringify({ rows: rows.byteLength, result: errors.byteLength, growth: most - before }))
