// Jobs in words: what one does, how far it is, how it ended and what to do then.
import type { Job, JobProgress } from '../../../src-shared/contract/jobs.ts'
import { bytesText, figure } from '../../../src-shared/figures.ts'
import { formatDuration } from '../../../src-shared/time.ts'

const titles: Readonly<Record<Job['kind'], string>> = {
  import: 'Import of',
  train: 'Training on',
  analyze: 'Analysis of',
  check: 'Check of a baseline of',
  fetch: 'Fetch of',
  fleet: 'Fleet run on',
}

/** What it does: `Training on nn1.lab`. */
export function jobTitle({ kind, subject }: Job): string {
  return `${titles[kind]} ${subject}`
}

/** How much is done: `12 of 50 epochs`, `2.1 MB of 40 MB`; without the total while that is not known. */
export function amountText({ done, total, unit }: JobProgress): string {
  if (unit === 'bytes') return total === 0 ? bytesText(done) : `${bytesText(done)} of ${bytesText(total)}`
  return total === 0 ? `${figure(done)} ${unit}` : `${figure(done)} of ${figure(total)} ${unit}`
}

/** Slower ones are told by the minute. */
const leastPerSecond = 0.5

/** `12.4 MB/s`, `3.2 epochs/s`, `4.6 NameNodes/min`; empty while not known or nothing is done. */
export function rateText({ rate, unit }: JobProgress): string {
  if (rate === null || rate === 0) return ''
  if (unit !== 'bytes' && rate < leastPerSecond) return `${figure(rate * 60)} ${unit}/min`
  return unit === 'bytes' ? `${bytesText(rate)}/s` : `${figure(rate)} ${unit}/s`
}

/** `about 40 s left`; empty while not known. */
export function remainingText({ remainingMs }: JobProgress): string {
  if (remainingMs === null) return ''
  return remainingMs < 1000 ? 'nearly done' : `about ${formatDuration(remainingMs)} left`
}

/** How far it is, in one line, for jobs that wait or run. */
export function progressText({ state, progress }: Job): string {
  if (state === 'waiting') return 'Waits for the work before it.'
  if (progress === null) return 'Starting'
  return [amountText(progress), rateText(progress), remainingText(progress)]
    .filter((part) => part !== '')
    .join(', ')
}

/** Part done, 0 to 1; undefined while not known. */
export function doneShare({ progress }: Job): number | undefined {
  if (progress === null || progress.total === 0) return undefined
  return Math.min(1, progress.done / progress.total)
}

/** What went wrong, and what to do; empty where nothing did. */
export function failureText({ error }: Job): string {
  if (error === null) return ''
  if (error.code !== 'INTERNAL') return error.message
  return `Something unexpected happened: ${error.message}. Try again; if it fails again, the log of nnad says more.`
}

const cancelledTexts: Readonly<Record<Job['kind'], string>> = {
  import: 'Cancelled. What had been read until then is kept.',
  train: 'Cancelled. No model was made.',
  analyze: 'Cancelled. No report was made.',
  check: 'Cancelled. The baseline was not checked.',
  fetch: 'Cancelled. What had been fetched until then is kept; fetch again for the rest.',
  fleet: 'Cancelled. NameNodes that were judged until then are kept; resume it for the rest.',
}

const doneTexts: Readonly<Record<Job['kind'], string>> = {
  import: 'Imported.',
  train: 'Trained.',
  analyze: 'Report made.',
  check: 'Checked.',
  fetch: 'Fetched.',
  fleet: 'All NameNodes are through.',
}

/** How an ended job ended. */
export function outcomeText(job: Job): string {
  if (job.state === 'cancelled') return cancelledTexts[job.kind]
  return job.state === 'failed' ? failureText(job) : doneTexts[job.kind]
}

export interface Way {
  readonly label: string
  /** A route of the page. */
  readonly to: string
}

/** Where an ended job's result is, or where to start it again. */
export function wayOn({ kind, state, result }: Job): Way {
  if (state === 'done' && result?.kind === 'report')
    return { label: 'Open report', to: `/reports/${result.id}` }
  if (kind === 'fleet')
    return result === null
      ? { label: 'Go to Fleet', to: '/fleet' }
      : { label: 'Open the run', to: `/fleet/${result.id}` }
  if (state !== 'done' && kind === 'fetch') return { label: 'Go to Engines', to: '/engines' }
  if (state !== 'done' && kind === 'import') return { label: 'Go to Start', to: '/' }
  return { label: 'Go to Investigate', to: '/investigate' }
}
