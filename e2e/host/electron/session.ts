// `session` and `protocol`: who answers a scheme's requests, and what pages are allowed.
import { noteAnswer, noted } from '../made.ts'
import { addScheme } from './addresses.ts'
import { app } from './app.ts'

type Answer = (request: Request) => Response | Promise<Response>
/** Called with pages of the stand-in where Electron's own are declared. */
type Check = (...values: never) => boolean
type RequestCheck = (...values: never) => void
type BeforeRequest = (
  details: { readonly url: string },
  decide: (answer: { readonly cancel?: boolean }) => void,
) => void

interface Scheme {
  readonly scheme: string
  readonly privileges?: object
}

const answers = new Map<string, Answer>()

/** `protocol`, and that of the session. */
export const protocol = {
  registerSchemesAsPrivileged: (schemes: readonly Scheme[]): void => {
    for (const { scheme, privileges = {} } of schemes) {
      addScheme(scheme)
      noted.schemes.push({ scheme, privileges: { ...privileges } })
    }
  },
  handle: (scheme: string, answer: Answer): void => {
    answers.set(scheme, answer)
  },
}

/** Headless Chromium asks nobody; what pages may do is set from the check handler before they load. */
export class Session {
  readonly name: string
  readonly protocol = protocol
  #checked: Check | undefined
  #asked: RequestCheck | undefined
  #beforeRequest: BeforeRequest | undefined

  constructor(name: string) {
    this.name = name
  }

  readonly webRequest = {
    onBeforeRequest: (listener: BeforeRequest): void => {
      this.#beforeRequest = listener
    },
  }

  /** Whether the app cancels a request of this session's, which must decide at once. */
  isCancelled(url: string): boolean {
    let isCancelled = false
    this.#beforeRequest?.({ url }, ({ cancel = false }) => {
      isCancelled = cancel
    })
    return isCancelled
  }

  setPermissionRequestHandler(handler: RequestCheck | null): void {
    this.#asked = handler ?? undefined
  }

  setPermissionCheckHandler(handler: Check | null): void {
    this.#checked = handler ?? undefined
  }

  /** What the handler of checks says; undefined where there is none. */
  check(contents: unknown, permission: string, origin = ''): boolean | undefined {
    return this.#checked === undefined
      ? undefined
      : Boolean(Reflect.apply(this.#checked, undefined, [contents, permission, origin, {}]))
  }

  /** What the handler of requests decides at once; undefined where there is none. */
  ask(contents: unknown, permission: string): boolean | undefined {
    if (this.#asked === undefined) return undefined
    let decision = false
    const decide = (isGranted: boolean): void => {
      decision = isGranted
    }
    Reflect.apply(this.#asked, undefined, [contents, permission, decide, {}])
    return decision
  }
}

/** All that were made. */
export const sessions: Session[] = []

function created(name: string): Session {
  const one = new Session(name)
  sessions.push(one)
  app.emit('session-created', one)
  return one
}

export const session = {
  defaultSession: created('default'),
  fromPartition: (partition: string): Session =>
    sessions.find(({ name }) => name === partition) ?? created(partition),
}

/** Schemes that somebody answers. */
export function handledSchemes(): string[] {
  return [...answers.keys()]
}

/** What the app answers to a request of one of its schemes; undefined where nobody handles it. */
export async function answerOf(request: Request): Promise<Response | undefined> {
  const answer = await answers.get(new URL(request.url).protocol.replace(':', ''))?.(request)
  if (answer !== undefined) noteAnswer(request.url, answer)
  return answer
}

/** Whether the app grants a page a permission; Electron grants what nobody checks. */
export function isGranted(contents: unknown, permission: string, origin: string): boolean {
  return session.defaultSession.check(contents, permission, origin) ?? true
}
