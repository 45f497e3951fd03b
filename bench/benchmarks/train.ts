// Training on an hour of day-a (331 windows of 30 x 28): ours, tf.js's and Keras's, each in a process of its own.
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { metricCount } from '../../src-shared/metrics.ts'
import { initialWeights } from '../../src-main/core/model/initial-weights.ts'
import { randomFrom } from '../../src-main/core/model/random.ts'
import { trainingDefaults } from '../../src-main/core/model/training-options.ts'
import { dayRows } from '../day-a-rows.ts'
import { architectureOf } from '../measured-network.ts'
import type { NodeNetwork } from '../networks.ts'
import { type Case, type Table, type Target, medianOf } from '../table.ts'
import { type Opening, tensorOf } from '../train/protocol.ts'
import { type Contender, type Trained, runEngines } from '../train/run-engines.ts'

const { epochs, batchSize, validationSplit, learningRate, seed } = trainingDefaults

/** Where bench/python-environment.sh puts Python, on Windows the second. */
const pythons = ['bin/python', 'Scripts/python.exe'].map((file) =>
  fileURLToPath(new URL(`../../build/python/${file}`, import.meta.url)),
)

function contenders(): readonly Contender[] {
  const engine = fileURLToPath(new URL('../train/node-engine.ts', import.meta.url))
  const ours = (name: NodeNetwork, isSlow: boolean): Contender => ({
    name,
    command: process.execPath,
    parameters: [engine, name],
    isSlow,
  })
  return [
    ours('fused', false),
    ours('tf.js wasm', false),
    ours('tf.js cpu', true),
    ours('tfjs-node', true),
    {
      name: 'Keras',
      command: pythons.find((file) => existsSync(file)) ?? 'python3',
      parameters: [fileURLToPath(new URL('../train/keras-engine.py', import.meta.url))],
      isSlow: false,
    },
  ]
}

/** The network's setting up and all epochs, s; those not measured count as the median of those that were. */
function wholeTime({ openedIn, epochs: done }: Trained): number {
  const runs = done.map(({ ms }) => ms)
  const measured = runs.reduce((sum, ms) => sum + ms, 0)
  return (openedIn + measured + (runs.length < epochs ? (epochs - runs.length) * medianOf(runs) : 0)) / 1000
}

/** Greatest relative difference of any loss of the epochs that both trained. */
function greatestGap(left: Trained, right: Trained): number {
  return Math.max(
    ...left.epochs.slice(0, right.epochs.length).flatMap((one, index) => {
      const other = right.epochs[index]
      return (['loss', 'validationLoss'] as const).map((which) =>
        Math.abs(one[which] / (other?.[which] ?? NaN) - 1),
      )
    }),
  )
}

function caseOf(trained: Trained, fused: Trained): Case {
  if (trained.absent !== undefined) {
    return { name: `${trained.name}: ${trained.absent}`, runs: [] }
  }
  const count = trained.epochs.length
  const whole = wholeTime(trained)
  const last = trained.epochs.at(-1)
  return {
    name: trained.engine,
    runs: trained.epochs.map(({ ms }) => ms),
    more: {
      'processor ms': Number(medianOf(trained.epochs.map(({ processorMs }) => processorMs)).toFixed(1)),
      [`${String(epochs)} epochs, s`]: `${whole.toFixed(2)}${count < epochs ? ` (${String(count)} measured)` : ''}`,
      'after epoch': count,
      loss: Number(last?.loss.toFixed(8)),
      validation: Number(last?.validationLoss.toFixed(8)),
      'greatest gap to fused': greatestGap(trained, fused).toExponential(1),
    },
  }
}

interface Aim {
  readonly title: string
  readonly hiddenDim: number
  /** Times as fast as tf.js wasm. */
  readonly wasm: number
  /** Times as fast as Keras, in wall-clock time of the whole training. */
  readonly keras: number | undefined
}

const aims: readonly Aim[] = [
  { title: 'latent 10', hiddenDim: 0, wasm: 30, keras: 15 },
  { title: '64-10-64', hiddenDim: 64, wasm: 12, keras: undefined },
]

const rounded = (value: number): number | null => (Number.isNaN(value) ? null : Number(value.toFixed(1)))

function tableOf({ title, wasm: wasmAim, keras: kerasAim }: Aim, all: readonly Trained[]): Table {
  const byName = (name: string): Trained => {
    const found = all.find((trained) => trained.name === name)
    if (found === undefined) throw new TypeError(`No ${name} among the engines.`)
    return found
  }
  const [fused, wasm, keras] = [byName('fused'), byName('tf.js wasm'), byName('Keras')]
  const perEpoch = (trained: Trained): number => medianOf(trained.epochs.map(({ ms }) => ms))
  const timesWasm = rounded(perEpoch(wasm) / perEpoch(fused))
  const processor = (trained: Trained): number =>
    medianOf(trained.epochs.map(({ processorMs }) => processorMs))
  const timesKeras = rounded(wholeTime(keras) / wholeTime(fused))
  const first = keras.epochs[0]?.ms ?? Number.NaN
  const warm = rounded(
    ((wholeTime(keras) - (keras.openedIn + first) / 1000) * epochs) / (epochs - 1) / wholeTime(fused),
  )
  const targets: readonly Target[] = [
    { what: 'fused per epoch, times as fast as tf.js wasm', atLeast: wasmAim, got: timesWasm },
    ...(kerasAim === undefined
      ? []
      : [
          {
            what: `fused, ${String(epochs)} epochs wall-clock, times as fast as Keras`,
            atLeast: kerasAim,
            got: timesKeras,
          },
        ]),
  ]
  return {
    title: `Training, ${title}: 331 windows of 30 x 28, ms per epoch with validation, no shuffling`,
    baseline: wasm.engine,
    cases: all.map((trained) => caseOf(trained, fused)),
    facts: {
      // A short epoch is seldom interrupted on a busy machine, a long one often: processor time is fair there.
      'fused per epoch, times as fast as tf.js wasm by processor time':
        rounded(processor(wasm) / processor(fused)) ?? 'not measured',
      [`fused, ${String(epochs)} epochs, times as fast as Keras`]: timesKeras ?? 'not measured',
      'and without its opening and first epoch': warm ?? 'not measured',
    },
    targets,
  }
}

export async function benchmark(): Promise<readonly Table[]> {
  const { hour } = await dayRows()
  const tables: Table[] = []
  for (const aim of aims) {
    const architecture = architectureOf(aim.hiddenDim)
    const opening: Opening = {
      architecture,
      rows: tensorOf([hour.length / metricCount, metricCount], hour),
      initialWeights: initialWeights(architecture, randomFrom(seed)).map(({ shape, values }) =>
        tensorOf(shape, values),
      ),
      epochs,
      batchSize,
      validationSplit,
      learningRate,
    }
    tables.push(tableOf(aim, await runEngines(contenders(), opening)))
  }
  return tables
}
