// Jobs in words, as part of a sentence.
import type { Job } from '../../src-shared/contract/jobs.ts'

const works = {
  import: 'an import of',
  train: 'a training on',
  analyze: 'an analysis of',
  check: 'a check of',
  fetch: 'a fetch of',
  fleet: 'a fleet run over',
} as const

/** `an import of nn1.jsonl, a training on nn1.lab`, without the quiet ones, which are nobody's loss; empty for none. */
export function jobsText(jobs: readonly Job[]): string {
  return jobs
    .filter(({ quiet }) => !quiet)
    .map(({ kind, subject }) => `${works[kind]} ${subject}`)
    .join(', ')
}
