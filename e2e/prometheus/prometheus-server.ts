// A real Prometheus on loopback: its configuration and data in a folder of the caller's.
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { stringify } from 'yaml'
import { freePort, program } from './programs.ts'

/** What it scrapes: one exporter. */
export interface Target {
  readonly job: string
  /** `127.0.0.1:port` */
  readonly address: string
  /** `/metrics` where left out. */
  readonly path?: string
  /** Labels of all its series; `instance` for one. */
  readonly labels: Readonly<Record<string, string>>
  /** Prometheus' duration; also the limit of a scrape. */
  readonly interval: string
}

export interface ServerOptions {
  readonly targets?: readonly Target[]
  /** Further command-line options, for example `--web.enable-remote-write-receiver`. */
  readonly flags?: readonly string[]
  /** Path under which it serves, for example `/prometheus`. */
  readonly prefix?: string
  /** Rule files. */
  readonly rules?: readonly string[]
}

/** A start that takes longer hangs: ms. */
const longestStart = 60_000

function configurationOf({ targets = [], rules = [] }: ServerOptions): string {
  return stringify({
    global: { scrape_interval: '15s', evaluation_interval: '1s' },
    rule_files: rules,
    scrape_configs: targets.map(
      ({ job, address, path: metricsPath = '/metrics', labels, interval }, index) => ({
        job_name: `${job}-${String(index)}`,
        scrape_interval: interval,
        scrape_timeout: interval,
        metrics_path: metricsPath,
        static_configs: [{ targets: [address], labels: { ...labels, job } }],
      }),
    ),
  })
}

export class PrometheusServer implements AsyncDisposable {
  readonly #folder: string
  readonly #options: ServerOptions
  readonly #port: number
  #child: ChildProcess | undefined
  #output = ''

  private constructor(folder: string, options: ServerOptions, port: number) {
    this.#folder = folder
    this.#options = options
    this.#port = port
    writeFileSync(path.join(folder, 'prometheus.yml'), configurationOf(options))
  }

  /** Starts one and waits until it answers. Blocks that are in `FOLDER/data` are its history. */
  static async start(folder: string, options: ServerOptions = {}): Promise<PrometheusServer> {
    const server = new PrometheusServer(folder, options, await freePort())
    await server.start()
    return server
  }

  /** Where its blocks are. */
  get data(): string {
    return path.join(this.#folder, 'data')
  }

  get port(): number {
    return this.#port
  }

  /** Its base address, prefix included. */
  get url(): string {
    return `http://127.0.0.1:${String(this.#port)}${this.#options.prefix ?? ''}`
  }

  get pid(): number {
    return this.#child?.pid ?? 0
  }

  /** Starts it, again after a stop or a kill, on the same port with the same data. */
  async start(): Promise<void> {
    const { flags = [], prefix } = this.#options
    const child = spawn(
      program('prometheus'),
      [
        `--config.file=${path.join(this.#folder, 'prometheus.yml')}`,
        `--storage.tsdb.path=${this.data}`,
        '--storage.tsdb.retention.time=100y',
        `--web.listen-address=127.0.0.1:${String(this.#port)}`,
        ...(prefix === undefined ? [] : [`--web.route-prefix=${prefix}`]),
        ...flags,
      ],
      { stdio: ['ignore', 'pipe', 'pipe'] },
    )
    this.#child = child
    this.#output = ''
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (piece) => {
        this.#output = `${this.#output}${String(piece)}`.slice(-4000)
      })
    const deadline = performance.now() + longestStart
    while (!(await this.#isReady())) {
      if (child.exitCode !== null || performance.now() > deadline)
        throw new Error(`Prometheus did not start: ${this.#output}`)
      await wait(50)
    }
  }

  /** Ends it; whatever it holds in memory is written first. */
  stop(): Promise<void> {
    return this.#end('SIGTERM')
  }

  /** Ends it at once. */
  kill(): Promise<void> {
    return this.#end('SIGKILL')
  }

  /** Values of an instant query at a time (epoch ms), or now, by the text of their labels. */
  async query(query: string, at?: number): Promise<ReadonlyMap<string, number>> {
    const time = at === undefined ? '' : `&time=${String(at / 1000)}`
    const answer = await fetch(`${this.url}/api/v1/query?query=${encodeURIComponent(query)}${time}`)
    const { data } = (await answer.json()) as {
      data: { result: { metric: Record<string, string>; value: [number, string] }[] }
    }
    return new Map(data.result.map(({ metric, value }) => [JSON.stringify(metric), Number(value[1])]))
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.#end('SIGKILL')
  }

  async #end(signal: 'SIGTERM' | 'SIGKILL'): Promise<void> {
    const child = this.#child
    if (child?.exitCode !== null || child.signalCode !== null) return
    const exit = once(child, 'exit')
    child.kill(signal)
    await exit
  }

  async #isReady(): Promise<boolean> {
    try {
      return (await fetch(`${this.url}/-/ready`)).ok
    } catch {
      return false
    }
  }
}
