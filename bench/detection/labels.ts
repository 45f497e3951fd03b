// What was done to a recorded NameNode, and which causes count as the right ones for it.
import { readFileSync } from 'node:fs'
import { z } from 'zod'
import { causeIds } from '../../src-shared/causes.ts'

const LabelledEvent = z.object({
  id: z.string(),
  kind: z.string(),
  /** `benign` counts as normal; what an `event` does is neither: its rows are left out. */
  class: z.enum(['fault', 'benign', 'event']),
  /** Epoch ms, both ends included. */
  start: z.number(),
  end: z.number(),
  /** Who did it, in the audit log's words; null where no user did. */
  user: z.string().nullable(),
  operation: z.string().nullable(),
  /** Columns of which one should lead; empty where none is named. */
  expected: z.array(z.string()),
})
export type LabelledEvent = z.infer<typeof LabelledEvent>

const Labels = z.object({
  /** Seconds from the recording's start in which nothing was done. */
  baselineSeconds: z.number(),
  events: z.array(LabelledEvent),
})
export type Labels = z.infer<typeof Labels>

const AcceptedCauses = z.record(z.string(), z.array(z.enum(causeIds)))
/** The ids that count as right, by the label's kind. */
export type AcceptedCauses = z.infer<typeof AcceptedCauses>

function readRecordings(file: string): unknown {
  return JSON.parse(readFileSync(new URL(`../recordings/${file}`, import.meta.url), 'utf8'))
}

/** The labels of a recording by its name, for example `day-a`. */
export function readLabels(recording: string): Labels {
  return Labels.parse(readRecordings(`${recording}.labels.json`))
}

/** Fixed before any tuning. */
export function readAcceptedCauses(): AcceptedCauses {
  return AcceptedCauses.parse(readRecordings('causes.json'))
}
