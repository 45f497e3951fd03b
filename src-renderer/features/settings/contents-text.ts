// What the data folder holds, in words.
import type { Contents } from '../../../src-shared/contract/system.ts'
import { figure } from '../../../src-shared/figures.ts'

const counted = (count: number, one: string): string => `${figure(count)} ${count === 1 ? one : `${one}s`}`

/** Whether a reset would set nothing aside. */
export function isClean({ sources, documents, models, reports, changedSettings }: Contents): boolean {
  return sources.length + documents + models + reports + changedSettings === 0
}

/** What a reset sets aside, a line each. */
export function contentsTexts({
  sources,
  documents,
  models,
  reports,
  changedSettings,
}: Contents): readonly string[] {
  const settings = changedSettings === 0 ? [] : [counted(changedSettings, 'changed setting')]
  return [
    `${counted(sources.length, 'source')}${sources.length === 0 ? '' : ` (${sources.join(', ')})`} with ${counted(documents, 'document')}`,
    counted(models, 'trained model'),
    counted(reports, 'report'),
    ...settings,
  ]
}
