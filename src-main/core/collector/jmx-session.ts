// Reads one NameNode's /jmx again and again: one connection, one log-in, one request at a time.
import { cancelled } from '../../../src-shared/errors.ts'
import type { Clock, Host } from '../host.ts'
import { bodyProblem, noNameNode, statusProblem } from './answer-problem.ts'
import { beansText, beginsAsDocument, documentOf } from './beans-text.ts'
import { overlong } from './broken-answer.ts'
import { Deadline } from './deadline.ts'
import { type JmxAnswer, JmxConnection, headerOf, largestAnswer } from './jmx-connection.ts'
import type { JmxTarget } from './jmx-target.ts'
import { Login } from './login.ts'
import { type PolledBeans, SparingRequests } from './sparing-requests.ts'

/** One document as polled. */
export interface Poll {
  /** When the answer began, epoch ms by this machine's clock. */
  readonly time: number
  /** `{"beans":[…]}`; not parsed, bare NaN may be in it. */
  readonly body: Buffer
  /** From the first request to the last byte. */
  readonly answerMs: number
  readonly requests: 'pattern' | 'beans' | 'full'
  /** The NameNode's clock minus this one's, from its Date header, which has whole seconds; undefined where it sent none. */
  readonly skewMs: number | undefined
}

const ofNameNode = '"Hadoop:service=NameNode,name='

/** The middle of the second that a Date header names, minus the time at which it came. */
function skewOf({ headers, time }: JmxAnswer): number | undefined {
  const date = Date.parse(headerOf(headers, 'date') ?? '')
  return Number.isNaN(date) ? undefined : date + 500 - time
}

export class JmxSession {
  readonly #target: JmxTarget
  readonly #connection: JmxConnection
  readonly #login: Login
  readonly #sparing: SparingRequests

  constructor(
    target: JmxTarget,
    parts: {
      readonly clock: Clock
      /** Password or token; asked once per poll. */
      readonly secret: () => Promise<string | undefined>
      readonly negotiate?: Host['negotiate']
    },
  ) {
    this.#target = target
    this.#connection = new JmxConnection(target, parts.clock)
    this.#login = new Login(target, parts)
    this.#sparing = new SparingRequests(parts.clock)
  }

  /** Reads one document; `timeoutMs` covers all of it. Throws PollError, or CANCELLED after an abort. */
  async poll(timeoutMs: number, signal?: AbortSignal): Promise<Poll> {
    const startedAt = performance.now()
    const deadline = new Deadline(timeoutMs, signal)
    let first: JmxAnswer | undefined
    let bytes = 0
    try {
      await this.#login.prepare()
      const get = async (url: URL): Promise<Buffer> => {
        const answer = await this.#get(url, deadline)
        first ??= answer
        bytes += answer.body.length
        if (bytes > largestAnswer) throw overlong(this.#target.url)
        return this.#beans(answer)
      }
      const { lists, requests } = await this.#asked(get)
      return {
        time: first?.time ?? 0,
        body: documentOf(lists),
        answerMs: performance.now() - startedAt,
        requests,
        skewMs: first === undefined ? undefined : skewOf(first),
      }
    } catch (error) {
      throw signal?.aborted === true ? cancelled('The poll') : error
    } finally {
      deadline.end()
    }
  }

  /** Ends the connection. */
  async close(): Promise<void> {
    await this.#connection.close()
  }

  async #asked(
    get: (url: URL) => Promise<Buffer>,
  ): Promise<Pick<PolledBeans, 'lists'> & Pick<Poll, 'requests'>> {
    const { url, requests } = this.#target
    const ofNameNodeOnly = (list: Buffer): Buffer => {
      if (!list.includes(ofNameNode)) throw noNameNode(this.#target)
      return list
    }
    if (requests === 'full') return { lists: [ofNameNodeOnly(await get(url))], requests }
    let isFirst = true
    return this.#sparing.poll(async (parameter, value) => {
      const asked = new URL(url)
      asked.search = `?${parameter}=${encodeURIComponent(value)}`
      const list = await get(asked)
      if (!isFirst) return list
      isFirst = false
      return ofNameNodeOnly(list)
    })
  }

  async #get(url: URL, deadline: Deadline): Promise<JmxAnswer> {
    const login = this.#login
    const named = login.named(url)
    const answer = await this.#connection.get(named, login.headers(), deadline)
    login.keep(answer)
    if (!(await login.renew(answer, this.#connection, deadline))) return answer
    const again = await this.#connection.get(named, login.headers(), deadline)
    login.keep(again)
    return again
  }

  #beans(answer: JmxAnswer): Buffer {
    const beans = beansText(answer.body)
    // An attribute that is not there: 404 or 200, as the servlet comes to say it before its body or not.
    if (beans !== undefined && (answer.status === 200 || answer.status === 404)) return beans
    if (answer.status !== 200) throw statusProblem(answer, this.#target)
    throw bodyProblem(answer, this.#target, beginsAsDocument(answer.body))
  }
}
