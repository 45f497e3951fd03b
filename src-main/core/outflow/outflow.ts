// What flows back into the tools that a site has: nnad's numbers, asked for at /metrics or pushed by remote write.
import type { Fleets } from '../fleet/fleets.ts'
import type { Settings } from '../settings.ts'
import { type Gathered, gatherFamilies } from './families.ts'
import { LatestFleet } from './fleet-metrics.ts'
import type { MetricFamily } from './metric-family.ts'
import { RemoteWrite } from './remote-write.ts'

interface Parts extends Omit<Gathered, 'latestFleet'> {
  readonly settings: Settings
  readonly fleets: Fleets
}

export class Outflow {
  readonly #gathered: Gathered
  readonly #remoteWrite: RemoteWrite

  constructor(parts: Parts) {
    const { host, settings, monitoring, fleets } = parts
    this.#gathered = { ...parts, latestFleet: new LatestFleet(fleets) }
    this.#remoteWrite = new RemoteWrite({
      host,
      settings,
      isCollecting: () => monitoring.status().state === 'on',
      families: () => this.families(),
    })
  }

  /** The numbers of now. Throws what the services throw. */
  async families(): Promise<readonly MetricFamily[]> {
    return [...(await gatherFamilies(this.#gathered)), ...this.#remoteWrite.status()]
  }

  /** Begins to push, where the settings say where to. */
  start(): void {
    this.#remoteWrite.start()
  }

  /** Ends that, soon. */
  stop(): Promise<void> {
    return this.#remoteWrite.stop()
  }
}
