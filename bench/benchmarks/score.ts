// Scoring 100,000 windows (11.5 days at 10 s): the fused kernel beside tf.js wasm at its best batch size, and its memory.
import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { z } from 'zod'
import { metricCount } from '../../src-shared/metrics.ts'
import type { Network } from '../../src-main/core/model/engine.ts'
import { engineOf } from '../../src-main/core/model/engine-of.ts'
import { initialWeights } from '../../src-main/core/model/initial-weights.ts'
import { randomFrom } from '../../src-main/core/model/random.ts'
import type { WindowsView } from '../../src-main/core/model/windows-view.ts'
import { dayRows } from '../day-a-rows.ts'
import { architectureOf, everyWindow } from '../measured-network.ts'
import { startNetwork } from '../networks.ts'
import { type Case, type Table, interleaved, medianOf } from '../table.ts'

/** 11.5 days at 10 s. */
const allWindows = 100_000

/** Windows per call that tf.js is tried with, over so many windows. */
const batchSizes = [32, 128, 256, 512, 1024]
const trialWindows = 2048
/** Windows that tf.js scores in the measurement, scaled to all. */
const tfjsWindows = 8192

/** Rows for all windows of 30: day-a's over and over. */
function longRows(day: Float32Array): Float32Array {
  return Float32Array.from(
    { length: (allWindows + 29) * metricCount },
    (_, cell) => day[cell % day.length] ?? 0,
  )
}

function scoreWith(network: Network, count: number, batchSize: number): void {
  const indexes = Int32Array.from(Array(count).keys())
  const errors = new Float32Array(count * metricCount)
  for (let from = 0; from < count; from += batchSize) {
    const to = Math.min(from + batchSize, count)
    network.score(indexes.subarray(from, to), errors.subarray(from * metricCount, to * metricCount))
  }
}

/** The best batch size by the median of three tries each. */
async function bestBatchSize(network: Network): Promise<number> {
  const trials = Object.fromEntries(
    batchSizes.map((size) => [String(size), () => scoreWith(network, trialWindows, size)]),
  )
  const cases = await interleaved(3, trials)
  const [best] = cases.toSorted((left, right) => medianOf(left.runs) - medianOf(right.runs))
  return Number(best?.name)
}

const Growth = z.object({ rows: z.number(), result: z.number(), growth: z.number() })

/** The greatest growth of a process of its own while it scores all windows after a warm-up of so many, and the result's share, in row arrays. */
async function growthOf(
  network: 'fused' | 'tf.js wasm',
  hiddenDim: number,
  rowsFile: string,
  warmUp: number,
): Promise<{ growth: number; result: number }> {
  const program = fileURLToPath(new URL('../score/memory.ts', import.meta.url))
  const { stdout } = await promisify(execFile)(process.execPath, [
    '--expose-gc',
    program,
    network,
    String(hiddenDim),
    rowsFile,
    String(warmUp),
  ])
  const { rows, result, growth } = Growth.parse(JSON.parse(stdout))
  return { growth: Number((growth / rows).toFixed(2)), result: Number((result / rows).toFixed(2)) }
}

interface Plan {
  readonly title: string
  readonly hiddenDim: number
  readonly rounds: number
  /** Times as fast as tf.js wasm. */
  readonly aim: number | undefined
}

const plans: readonly Plan[] = [
  { title: 'latent 10', hiddenDim: 0, rounds: 5, aim: 10 },
  { title: '64-10-64', hiddenDim: 64, rounds: 2, aim: undefined },
]

async function tableOf(plan: Plan, windows: WindowsView, rowsFile: string): Promise<Table> {
  const { title, hiddenDim, rounds, aim } = plan
  const architecture = architectureOf(hiddenDim)
  const weights = initialWeights(architecture, randomFrom(1))
  const fused = engineOf('fused', await startNetwork('fused'))
  const openTfjs = await startNetwork('tf.js wasm')
  const network = openTfjs(architecture, weights, windows, 0)
  const batchSize = await bestBatchSize(network)
  const [ours, tfjs] = await interleaved(rounds, {
    fused: async () => {
      await fused.reconstructionErrors(architecture, weights, windows)
    },
    'tf.js wasm': () => scoreWith(network, tfjsWindows, batchSize),
  })
  network.dispose()
  if (ours === undefined || tfjs === undefined) throw new TypeError('Two cases in, two cases out.')
  const baseline = `tf.js wasm, batches of ${String(batchSize)}, scaled from ${String(tfjsWindows)} windows`
  const scaledRuns = tfjs.runs.map((ms) => (ms * allWindows) / tfjsWindows)
  const perSecond = (runs: readonly number[]): number => Math.round((allWindows / medianOf(runs)) * 1000)
  const caseOf = (name: string, runs: readonly number[]): Case => ({
    name,
    runs,
    more: { 'windows/s': perSecond(runs) },
  })
  const [memory, warmMemory, tfjsMemory] = [
    await growthOf('fused', hiddenDim, rowsFile, 0),
    await growthOf('fused', hiddenDim, rowsFile, trialWindows),
    await growthOf('tf.js wasm', hiddenDim, rowsFile, 0),
  ]
  const times = Number((medianOf(scaledRuns) / medianOf(ours.runs)).toFixed(1))
  return {
    title: `Scoring, ${title}: ${String(allWindows)} windows of 30 x 28`,
    baseline,
    cases: [caseOf('fused', ours.runs), caseOf(baseline, scaledRuns)],
    facts: {
      'fused, times as fast as tf.js wasm': times,
      'growth of the process while tf.js wasm scores, in row arrays': tfjsMemory.growth,
      [`growth while fused scores after ${String(trialWindows)} windows, result included, in row arrays`]:
        warmMemory.growth,
      'the result alone, in row arrays': memory.result,
    },
    targets: [
      ...(aim === undefined
        ? []
        : [{ what: 'fused, times as fast as tf.js wasm at its best batch size', atLeast: aim, got: times }]),
      {
        what: 'growth of the process while fused scores, result included, in row arrays',
        atMost: 2,
        got: memory.growth,
      },
    ],
  }
}

export async function benchmark(): Promise<readonly Table[]> {
  const folder = mkdtempSync(path.join(tmpdir(), 'nnad-bench-'))
  try {
    const { all } = await dayRows()
    const rows = longRows(all)
    const rowsFile = path.join(folder, 'rows.f32')
    writeFileSync(rowsFile, new Uint8Array(rows.buffer))
    const tables: Table[] = []
    for (const plan of plans) tables.push(await tableOf(plan, everyWindow(rows), rowsFile))
    return tables
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
