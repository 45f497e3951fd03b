// What people are told of an incident: built once, in plain words, and shaped by each channel as it needs it.
import { createHash } from 'node:crypto'
import { z } from 'zod'
import { IncidentHead } from '../../../src-shared/contract/incidents.ts'
import { Delivery } from '../../../src-shared/contract/notifications.ts'
import { figure, metricLabel } from '../../../src-shared/figures.ts'
import { severityBand } from '../../../src-shared/summary/grades.ts'
import { timesText } from '../../../src-shared/summary/heights.ts'
import { formatDuration } from '../../../src-shared/time.ts'
import { rangeText, timeText } from '../../../src-shared/zones.ts'

/** A message as it waits in the database until it is sent; no secret is ever part of it. */
export const IncidentMessage = z.object({
  event: Delivery.shape.event,
  /** One line: `severity 62: Recursive content summaries by analyst (prod, nn1:8020)`. */
  subject: z.string(),
  /** What is known, a line each. */
  facts: z.array(z.object({ name: z.string(), text: z.string() })),
  /** The incident as it was then; null: a test. */
  incident: IncidentHead.nullable(),
  /** Closed for want of rows alone: nobody knows whether it is over. */
  isSilent: z.boolean().default(false),
  /** The same in all messages of one incident of this data folder, and in no others. */
  dedupKey: z.string(),
  /** The address of the screens that it is about. */
  address: z.string(),
})
export type IncidentMessage = z.infer<typeof IncidentMessage>
export type MessageEvent = IncidentMessage['event']

/** Names and titles come from NameNodes: whatever would end a line or hide in it becomes a space. */
export const oneLine = (text: string): string => text.replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ').trim()

/** How bad: `severity 62`; by the score where there is no severity. */
function gravityText({ severity, peak, threshold }: IncidentHead): string {
  return severity === null
    ? `score ${timesText(peak, threshold)} the threshold`
    : `severity ${String(Math.round(severity))}`
}

function subjectOf(event: MessageEvent, incident: IncidentHead, silentSince: string | undefined): string {
  const { title, source, node, start, end } = incident
  const words: Record<MessageEvent, string> = {
    opened: gravityText(incident),
    worse: `worse, ${gravityText(incident)}`,
    closed:
      silentSince === undefined
        ? `over after ${formatDuration(end - start)}, ${gravityText(incident)}`
        : `nothing heard since ${silentSince}, not known to be over, ${gravityText(incident)}`,
    test: 'test',
  }
  return oneLine(`${words[event]}: ${title} (${source}, ${node})`)
}

function factsOf(incident: IncidentHead, zone: string): IncidentMessage['facts'] {
  const { start, end, state, severity, peak, threshold, leading, user, cause } = incident
  const times = state === 'open' ? `since ${timeText(start, zone)}` : rangeText(start, end, zone)
  const facts = [
    ['What', incident.title],
    ['NameNode', `${incident.node} (${incident.haState}) of ${incident.source}`],
    ['When', `${times} (${zone})`],
    severity === null
      ? []
      : ['Severity', `${String(Math.round(severity))} of 100, ${severityBand(severity)}`],
    [
      'Score',
      `${figure(peak)} at its peak, ${timesText(peak, threshold)} the threshold of ${figure(threshold)}`,
    ],
    leading === null ? [] : ['Moved most', metricLabel(leading)],
    user === null ? [] : ['Who', `${user} rose most`],
    ['Cause', cause === null ? 'no known cause fits' : cause.replaceAll('-', ' ')],
  ]
  return facts.flatMap(([name, text]) =>
    name === undefined || text === undefined ? [] : [{ name, text: oneLine(text) }],
  )
}

/** A key of one incident: ids begin anew after a reset, so the folder and the moment go into it. */
function dedupKeyOf(dataFolder: string, { id, openedAt }: IncidentHead): string {
  const hash = createHash('sha256').update(JSON.stringify([dataFolder, id, openedAt]))
  return `nnad-${hash.digest('hex').slice(0, 24)}`
}

interface MessagePlace {
  /** IANA name; times are in it. */
  readonly zone: string
  readonly dataFolder: string
  /** See IncidentMessage. */
  readonly isSilent?: boolean | undefined
}

/** The message of an incident. */
export function incidentMessage(
  event: Exclude<MessageEvent, 'test'>,
  incident: IncidentHead,
  { zone, dataFolder, isSilent = false }: MessagePlace,
): IncidentMessage {
  return {
    event,
    subject: subjectOf(event, incident, isSilent ? timeText(incident.end, zone) : undefined),
    facts: factsOf(incident, zone),
    incident,
    isSilent,
    dedupKey: dedupKeyOf(dataFolder, incident),
    address: `/incidents/${String(incident.id)}`,
  }
}

/** The message of a test, sent at a time (epoch ms). */
export function testMessage(at: number): IncidentMessage {
  const facts = [
    { name: 'What', text: 'A person asked nnad for a test message. Nothing is wrong with any NameNode.' },
    { name: 'When', text: `${timeText(at, 'UTC')} (UTC)` },
  ]
  const subject = 'test: messages of nnad arrive here'
  return {
    event: 'test',
    subject,
    facts,
    incident: null,
    isSilent: false,
    dedupKey: 'nnad-test',
    address: '/settings',
  }
}

/** The same message with one more line. */
export function withFact(message: IncidentMessage, name: string, text: string): IncidentMessage {
  return { ...message, facts: [...message.facts, { name, text }] }
}

/** Its lines as plain text. */
export function factLines({ facts }: IncidentMessage): string {
  return facts.map(({ name, text }) => `${name}: ${text}`).join('\n')
}
