// What was done to a recorded NameNode, and which causes count as the right ones for it.
import { readFileSync } from 'node:fs'
import { z } from 'zod'
import { type Labels, labelsOf } from '../../src-main/core/fixtures/imported.ts'
import { causeIds } from '../../src-shared/causes.ts'

const AcceptedCauses = z.record(z.string(), z.array(z.enum(causeIds)))
/** The ids that count as right, by the label's kind. */
export type AcceptedCauses = z.infer<typeof AcceptedCauses>

/** The labels of a recording by its name, for example `day-a`. */
export function readLabels(recording: string): Labels {
  return labelsOf(`bench/recordings/${recording}`)
}

/** Fixed before any tuning. */
export function readAcceptedCauses(): AcceptedCauses {
  const file = new URL('../recordings/causes.json', import.meta.url)
  return AcceptedCauses.parse(JSON.parse(readFileSync(file, 'utf8')))
}
