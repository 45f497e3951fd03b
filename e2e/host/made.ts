// What the app has made, for a spec that judges it: windows, sessions, schemes, answers, and what its guards say to each.
import type { BrowserWindowConstructorOptions, WebPreferences } from 'electron'
import { z } from 'zod'

const Permission = z.object({
  session: z.string(),
  page: z.string(),
  permission: z.string(),
  /** What the handler of checks says; undefined where there is none. */
  checked: z.boolean().optional(),
  /** What the handler of requests decides; undefined where there is none. */
  asked: z.boolean().optional(),
})

/** The answer to the order `tell-made`. */
export const Made = z.object({
  type: z.literal('made'),
  windows: z.array(z.record(z.string(), z.unknown())),
  schemes: z.array(
    z.object({ scheme: z.string(), privileges: z.record(z.string(), z.unknown()).optional() }),
  ),
  /** Schemes that the app answers. */
  handled: z.array(z.string()),
  /** Answers that pages got. */
  answers: z.array(
    z.object({
      url: z.string(),
      status: z.number(),
      type: z.string(),
      policy: z.string(),
      nosniff: z.string(),
    }),
  ),
  permissions: z.array(Permission),
  /** By page: events of Electron that would lead elsewhere, and whether the app prevents them. */
  prevented: z.array(z.object({ page: z.string(), event: z.string(), isPrevented: z.boolean() })),
  /** By page: what an attempt to open a window comes to. */
  openings: z.array(z.object({ page: z.string(), url: z.string(), action: z.string() })),
  /** Channels that the app hears pages on. */
  channels: z.array(z.string()),
})
export type Made = z.infer<typeof Made>
export type PermissionAnswer = z.infer<typeof Permission>

type Answer = Made['answers'][number]
type Scheme = Made['schemes'][number]

/** The answer to the order `send-ports`: by channel, what came of the port first. */
export const PortOutcomes = z.object({
  type: z.literal('ports'),
  outcomes: z.record(z.string(), z.enum(['answered', 'closed'])),
})
export type PortOutcomes = z.infer<typeof PortOutcomes>

/** Kept from the start of the process. */
export const noted: { windows: WebPreferences[]; schemes: Scheme[]; answers: Answer[] } = {
  windows: [],
  schemes: [],
  answers: [],
}

/** Notes a window's preferences. */
export function noteWindow({ webPreferences = {} }: BrowserWindowConstructorOptions): void {
  noted.windows.push(webPreferences)
}

/** Notes an answer to a page. */
export function noteAnswer(url: string, { status, headers }: Response): void {
  noted.answers.push({
    url,
    status,
    type: headers.get('content-type') ?? '',
    policy: headers.get('content-security-policy') ?? '',
    nosniff: headers.get('x-content-type-options') ?? '',
  })
}
