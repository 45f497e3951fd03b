// Bodies of webhooks: plain JSON, as Slack takes it, as PagerDuty's Events API v2 takes it.
import { severityBand } from '../../../src-shared/summary/grades.ts'
import { type IncidentMessage, factLines } from './incident-message.ts'

/**
 * The generic body, stable: fields may be added, none changes its meaning.
 * `event` is opened, worse, closed or test; `text` the message in plain words, its first line the subject; `incident` is null
 * in a test, else the incident as `GET /api/incidents` lists it, without its note (times in epoch ms); `dedupKey` is the same
 * in all messages of one incident; `address` is that of nnad's screens which shows it, behind their `#`.
 */
export function jsonBody(message: IncidentMessage, version: string): object {
  const { event, subject, dedupKey, address } = message
  const incident = message.incident === null ? null : { ...message.incident, note: undefined }
  const text = `${subject}\n${factLines(message)}`
  return { product: 'nnad', version, event, subject, text, incident, dedupKey, address }
}

/** Slack reads these three as markup, wherever they stand. */
const slackText = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')

/** Slack's limits: a header's characters, a section's, its fields. */
const slackHeader = 150
const slackSection = 2000
const slackFields = 10

/** An incoming webhook's body: text for the notification, blocks for the channel. */
export function slackBody({ subject, facts, incident }: IncidentMessage): object {
  const fields = facts.slice(0, slackFields).map(({ name, text }) => ({
    type: 'mrkdwn',
    text: `*${slackText(name)}*\n${slackText(text).slice(0, slackSection - 100)}`,
  }))
  const origin = incident === null ? 'nnad' : `nnad, incident ${String(incident.id)}`
  return {
    text: slackText(subject),
    blocks: [
      { type: 'header', text: { type: 'plain_text', text: subject.slice(0, slackHeader), emoji: false } },
      { type: 'section', fields },
      { type: 'context', elements: [{ type: 'plain_text', text: origin, emoji: false }] },
    ],
  }
}

/** PagerDuty's severities of our bands. */
const pagerDutySeverity = { critical: 'critical', major: 'error', minor: 'warning', warning: 'info' } as const

/** Longest summary that PagerDuty takes. */
const pagerDutySummary = 1024

/** What becomes of the alert: what nobody knows to be over stays; a person here has acknowledged what got worse afterwards. */
function actionOf({ event, incident, isSilent }: IncidentMessage): 'trigger' | 'acknowledge' | 'resolve' {
  if (event === 'closed' && !isSilent) return 'resolve'
  return incident !== null && incident.acknowledgedAt !== null ? 'acknowledge' : 'trigger'
}

/** An event of the Events API v2; `routingKey` is the integration's key. */
export function pagerDutyBody(message: IncidentMessage, routingKey: string): object {
  const { subject, facts, incident, dedupKey } = message
  const details = Object.fromEntries(facts.map(({ name, text }) => [name.toLowerCase(), text]))
  const ofIncident =
    incident === null
      ? { source: 'nnad', severity: 'info' }
      : {
          source: incident.node,
          // Where nobody can say how bad it is, it is told as one that matters.
          severity: incident.severity === null ? 'error' : pagerDutySeverity[severityBand(incident.severity)],
          timestamp: new Date(incident.start).toISOString(),
          group: incident.source,
          class: incident.cause ?? 'unknown',
        }
  return {
    routing_key: routingKey,
    event_action: actionOf(message),
    dedup_key: dedupKey,
    client: 'nnad',
    payload: {
      summary: subject.slice(0, pagerDutySummary),
      component: 'NameNode',
      custom_details: details,
      ...ofIncident,
    },
  }
}
