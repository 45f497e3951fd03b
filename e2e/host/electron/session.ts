// `session.defaultSession` and `protocol`: who answers a scheme's requests, and what pages are allowed.
import { addScheme } from './addresses.ts'

type Answer = (request: Request) => Response | Promise<Response>
/** Called with pages of the stand-in where Electron's own are declared. */
type Check = (...values: never) => boolean
type RequestCheck = (...values: never) => void

interface Scheme {
  readonly scheme: string
}

const answers = new Map<string, Answer>()
const checks: { granted?: Check | null; asked?: RequestCheck | null } = {}

/** `protocol`, and that of the session. */
export const protocol = {
  registerSchemesAsPrivileged: (schemes: readonly Scheme[]): void => {
    for (const { scheme } of schemes) addScheme(scheme)
  },
  handle: (scheme: string, answer: Answer): void => {
    answers.set(scheme, answer)
  },
}

export const session = {
  defaultSession: {
    protocol,
    // Headless Chromium asks nobody; what pages may do is set from the check handler before they load.
    setPermissionRequestHandler: (handler: RequestCheck | null): void => {
      checks.asked = handler
    },
    setPermissionCheckHandler: (handler: Check | null): void => {
      checks.granted = handler
    },
  },
}

/** What the app answers to a request of one of its schemes; undefined where nobody handles it. */
export async function answerOf(request: Request): Promise<Response | undefined> {
  return answers.get(new URL(request.url).protocol.replace(':', ''))?.(request)
}

/** Whether the app grants a page a permission; Electron grants what nobody checks. */
export function isGranted(contents: unknown, permission: string, origin: string): boolean {
  const check = checks.granted ?? undefined
  return check === undefined || Boolean(Reflect.apply(check, undefined, [contents, permission, origin, {}]))
}
