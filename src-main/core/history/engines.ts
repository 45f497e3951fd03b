// Engines as a service: which there are, a test before one is kept, and what they have.
import {
  type Engine,
  EngineInput,
  type EngineMapping,
  type EngineTest,
  type FoundNameNode,
} from '../../../src-shared/contract/engines.ts'
import { engineHeaderSecret, engineSecret } from '../../../src-shared/contract/secrets.ts'
import { DeclaredError } from '../../../src-shared/errors.ts'
import type { Host } from '../host.ts'
import { forgetBefore } from '../secret-release.ts'
import type { WritableDatabase } from '../store/database.ts'
import {
  type EngineRow,
  configureEngine,
  deleteEngine,
  getEngine,
  insertEngine,
  listEngines,
} from '../store/engines.ts'
import { checkedEngine } from './engine-input.ts'
import { engineProblemOf } from './engine-problem.ts'
import { type EngineTarget, engineUrl } from './engine-target.ts'
import { secretsOf, targetOf } from './engine-secrets.ts'
import { findNameNodes, shownMapping } from './found.ts'
import { PrometheusClient } from './prometheus-client.ts'

interface Parts {
  readonly db: WritableDatabase
  readonly host: Host
}

/** What can be changed of an engine. */
type EngineChange = { readonly [Field in keyof EngineInput]?: EngineInput[Field] | undefined }

/** What is tried before an engine is kept. */
interface TestRequest {
  readonly engine: EngineInput
  /** An engine whose kept secrets are used where the address is of its host. */
  readonly id: number | undefined
  readonly secret: string | undefined
  /** Values by header. */
  readonly headers: Readonly<Record<string, string>> | undefined
}

/** A person waits for the answer. */
const testLimits = { timeoutMs: 20_000, attempts: 1 } as const

const shortLimits = { timeoutMs: 60_000, attempts: 3 } as const

export class Engines {
  readonly #db: WritableDatabase
  readonly #host: Host

  constructor({ db, host }: Parts) {
    this.#db = db
    this.#host = host
  }

  /** In the order in which they were added. */
  list(): Promise<Engine[]> {
    return Promise.all(listEngines(this.#db).map((row) => this.#engineOf(row)))
  }

  /** One. Throws NOT_FOUND. */
  async one(id: number): Promise<Engine> {
    return this.#engineOf(getEngine(this.#db, id))
  }

  async #engineOf({ id, input, createdAt }: EngineRow): Promise<Engine> {
    const isSet = async (name: string): Promise<boolean> =>
      (await this.#host.secrets.read(name)) !== undefined
    const headerSecrets = input.headers.map(async (header) => {
      const name = engineHeaderSecret(id, header)
      return { header, name, isSet: await isSet(name) }
    })
    const name = engineSecret(id)
    return {
      id,
      ...input,
      secret: input.authentication.kind === 'none' ? null : { name, isSet: await isSet(name) },
      headerSecrets: await Promise.all(headerSecrets),
      createdAt,
    }
  }

  /** Names of the secrets that engines ask for. */
  secretNames(): string[] {
    return listEngines(this.#db).flatMap(secretsOf)
  }

  /** Adds an engine. Throws BAD_INPUT. */
  async add(input: EngineInput): Promise<Engine> {
    const checked = checkedEngine(input, listEngines(this.#db))
    const id = insertEngine(this.#db, checked, this.#host.clock.now())
    // After a reset ids begin anew: what a keychain still has under these names is another engine's.
    await this.#forget({ id, input: checked })
    return this.one(id)
  }

  /**
   * Changes an engine; with an address of another host its kept secrets are forgotten, or whoever may change addresses could have
   * them sent anywhere. What was fetched under another name stays a source of its own. Throws NOT_FOUND, BAD_INPUT, FORBIDDEN
   * where secrets cannot be forgotten.
   */
  async change(id: number, change: EngineChange): Promise<Engine> {
    const row = getEngine(this.#db, id)
    const given = Object.entries(change).filter(([, value]) => value !== undefined)
    const changed = EngineInput.parse({ ...row.input, ...Object.fromEntries(given) })
    const others = listEngines(this.#db).filter((other) => other.id !== id)
    const checked = checkedEngine(changed, others)
    if (!isOfHost(checked, row.input)) {
      for (const name of secretsOf(row))
        await forgetBefore(
          this.#host.secrets,
          name,
          'add another engine for the other address, which has variables of its own',
        )
    }
    configureEngine(this.#db, id, checked)
    return this.one(id)
  }

  /** Removes an engine and its secrets; what was fetched stays. Throws NOT_FOUND. */
  async remove(id: number): Promise<void> {
    const row = getEngine(this.#db, id)
    deleteEngine(this.#db, id)
    await this.#forget(row)
  }

  async #forget(row: Pick<EngineRow, 'id' | 'input'>): Promise<void> {
    const host = this.#host
    if (!host.secrets.keeps) return
    for (const name of secretsOf(row))
      await host.secrets.remove(name).catch((error: unknown) => host.log(`The secret ${name} stays`, error))
  }

  /** Asks an engine once, keeping nothing. Throws BAD_INPUT, NOT_FOUND. */
  async test({ engine, id, secret, headers = {} }: TestRequest): Promise<EngineTest> {
    const input = { ...engine, url: checkedEngine(engine, []).url }
    const kept = id === undefined ? undefined : getEngine(this.#db, id)
    const isOwn = kept !== undefined && isOfHost(input, kept.input)
    const read = (name: string): Promise<string | undefined> =>
      isOwn ? this.#host.secrets.read(name) : Promise.resolve(undefined)
    const of = { id: id ?? 0, input }
    const nothing: EngineTest = { problem: null, product: null, answerMs: null, nameNodes: null }
    let client: PrometheusClient | undefined
    try {
      client = new PrometheusClient(await targetOf(of, read, { secret, headers }), testLimits)
      const startedAt = performance.now()
      await client.instant('vector(1)')
      const answerMs = Math.round(performance.now() - startedAt)
      const product = await client.product()
      const found = await findNameNodes(client, input, this.#host.clock.now())
      return { ...nothing, product, answerMs, nameNodes: found.length }
    } catch (error) {
      if (!(error instanceof DeclaredError)) this.#host.log('Testing an engine failed', error)
      return { ...nothing, problem: engineProblemOf(error) }
    } finally {
      await client?.close()
    }
  }

  /** Whom to ask, secrets included: plain data for a worker. Throws NOT_FOUND, EngineError where a secret is not set. */
  async target(id: number): Promise<EngineTarget> {
    return targetOf(getEngine(this.#db, id), (name) => this.#host.secrets.read(name))
  }

  /** To be closed by the caller. Throws NOT_FOUND, EngineError where a secret is not set. */
  async client(id: number): Promise<PrometheusClient> {
    return new PrometheusClient(await this.target(id))
  }

  /** NameNodes whose series an engine has. Throws NOT_FOUND, EngineError. */
  namenodes(id: number, signal?: AbortSignal): Promise<FoundNameNode[]> {
    return this.#asking(id, (client, engine) => findNameNodes(client, engine, this.#host.clock.now(), signal))
  }

  /** A NameNode's mapping, by default the first one's. Throws NOT_FOUND, NO_DATA, EngineError. */
  mapping(id: number, instance?: string): Promise<EngineMapping> {
    return this.#asking(id, (client, engine) =>
      shownMapping(client, engine, instance, this.#host.clock.now()),
    )
  }

  async #asking<T>(
    id: number,
    ask: (client: PrometheusClient, engine: EngineInput) => Promise<T>,
  ): Promise<T> {
    const { input } = getEngine(this.#db, id)
    const client = new PrometheusClient(await this.target(id), shortLimits)
    try {
      return await ask(client, input)
    } finally {
      await client.close()
    }
  }
}

/** Whether two addresses are of the same host, with port and scheme. */
const isOfHost = ({ url }: EngineInput, other: EngineInput): boolean =>
  engineUrl(url).origin === engineUrl(other.url).origin
