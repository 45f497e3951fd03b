// What a retraining depends on, as a short text: where it is as it was, there is nothing new to learn. Pure.
import { createHash } from 'node:crypto'
import type { BaselineRule } from '../../../src-shared/contract/sources.ts'
import type { Settings } from '../../../src-shared/contract/settings.ts'
import { modelFormatVersion } from '../model/model-facts.ts'
import type { StateRows } from '../store/state-rows.ts'

/**
 * Of a rule, the rows that it comes to, the settings of models (the engine among them) and the models' format. A rolling rule
 * loses rows as time goes on: what counts there is whether new ones have come.
 */
export function fingerprintOf(
  rule: BaselineRule,
  { node, rows, seconds, last }: StateRows,
  settings: Settings,
): string {
  const ofModels = Object.entries(settings)
    .filter(([name]) => name.startsWith('model.'))
    .toSorted(([left], [right]) => left.localeCompare(right))
  const data = rule.kind === 'fixed' ? [rows, seconds] : [last]
  const text = JSON.stringify([rule, node.id, data, ofModels, modelFormatVersion])
  return createHash('sha256').update(text).digest('hex')
}
