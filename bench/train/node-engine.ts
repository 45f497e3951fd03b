// A process that trains with one of our networks: `node node-engine.ts "tf.js wasm"`, then requests on stdin.
import { createInterface } from 'node:readline'
import { fit } from '../../src-main/core/model/fit.ts'
import type { Network } from '../../src-main/core/model/engine.ts'
import type { WindowsView } from '../../src-main/core/model/windows-view.ts'
import { everyWindow } from '../measured-network.ts'
import { type NodeNetwork, startNetwork } from '../networks.ts'
import { type Epoch, type Opening, Request, valuesOf } from './protocol.ts'

const say = (answer: unknown): void => void process.stdout.write(`${JSON.stringify(answer)}\n`)

/** Of all threads, ms. */
const processorTime = (): number => {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1000
}

/** The product's own loop, over and over on the same network, which keeps its weights and Adam's moments. */
async function train(
  network: Network,
  windows: WindowsView,
  { batchSize, validationSplit, learningRate }: Opening,
  epochs: number,
): Promise<readonly Epoch[]> {
  const options = { epochs, batchSize, validationSplit, learningRate, seed: 0 }
  const done: Epoch[] = []
  let [startedAt, processorAt] = [performance.now(), processorTime()]
  const onEpoch = ({ loss, validationLoss }: { loss: number; validationLoss: number | null }): void => {
    const [now, processor] = [performance.now(), processorTime()]
    done.push({
      ms: now - startedAt,
      processorMs: processor - processorAt,
      loss,
      validationLoss: validationLoss ?? Number.NaN,
    })
    startedAt = now
    processorAt = processor
  }
  await fit({ network, windows, options, reorder: () => undefined, on: { onEpoch } })
  return done
}

const name = process.argv[2] as NodeNetwork
const open = await startNetwork(name).catch((error: unknown) => {
  say({ absent: error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error) })
  process.exit()
})
say({ engine: name })

let current: { opening: Opening; windows: WindowsView; network: Network } | undefined
for await (const line of createInterface(process.stdin)) {
  const request = Request.parse(JSON.parse(line))
  if ('open' in request) {
    const opening = request.open
    const windows = everyWindow(valuesOf(opening.rows), opening.architecture.sequenceLength)
    const weights = opening.initialWeights.map((one) => ({ shape: one.shape, values: valuesOf(one) }))
    const startedAt = performance.now()
    const network = open(opening.architecture, weights, windows, opening.learningRate)
    current = { opening, windows, network }
    say({ openedIn: performance.now() - startedAt })
  } else if (current !== undefined) {
    const { network, windows, opening } = current
    say({ epochs: await train(network, windows, opening, request.epochs) })
  }
}
