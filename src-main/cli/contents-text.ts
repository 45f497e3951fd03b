// What a data folder holds, and its backups, as the terminal shows them.
import path from 'node:path'
import type { Backup, Contents } from '../../src-shared/contract/system.ts'
import { formatLocal } from '../../src-shared/time.ts'
import { figure, table } from './terminal.ts'

/** Sources, documents, models and reports in one line. */
export function contentsText({ sources, documents, models, reports }: Contents): string {
  return (
    `${figure(sources.length)} sources (${sources.join(', ') || 'none'}) with ${figure(documents)} documents, ` +
    `${figure(models)} models, ${figure(reports)} reports, the settings`
  )
}

/** Bytes in MB, or in GB from 1000 MB on. */
export function sizeText(bytes: number): string {
  return bytes < 1e9 ? `${(bytes / 1e6).toFixed(1)} MB` : `${(bytes / 1e9).toFixed(1)} GB`
}

/** Backups with time, size and place, one a line. */
export function backupsText(dataFolder: string, backups: readonly Backup[]): string {
  const rows = backups.map(({ name, createdAt, bytes }) => [
    name,
    formatLocal(createdAt),
    sizeText(bytes),
    path.join(path.dirname(dataFolder), name),
  ])
  return table([['name', 'made', 'size', 'where'], ...rows])
}
