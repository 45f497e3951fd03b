// The stages of monitoring in words.
import type { Stage } from '../../../src-shared/contract/monitoring.ts'

/** What people call a stage, and what it does. */
export const stageWords: Readonly<Record<Stage, readonly [name: string, what: string]>> = {
  collect: ['Collect', 'polls each address'],
  process: ['Process', 'makes rows of what was polled'],
  score: ['Score', 'opens, updates and closes incidents'],
  retrain: ['Retrain', 'trains each source by its baseline rule'],
  retain: ['Tidy up', 'lets go of what is kept long enough'],
}
