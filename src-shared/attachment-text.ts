// One line about a file of evidence that came with the dumps: what it is, how much of it, of which time.
import type { Attachment, AttachmentKind } from './contract/imports.ts'
import { figure } from './figures.ts'
import { rangeText } from './zones.ts'

const kinds: Readonly<Record<AttachmentKind, string>> = {
  configuration: 'configuration',
  stacks: 'thread dumps',
  audit: 'audit log',
  namenode: 'NameNode log',
  gc: 'GC log',
}
const counts: Readonly<Record<AttachmentKind, string>> = {
  configuration: 'key',
  stacks: 'dump',
  audit: 'line',
  namenode: 'message',
  gc: 'line',
}

const counted = (count: number, one: string): string => `${figure(count)} ${one}${count === 1 ? '' : 's'}`

const zoneNotes = {
  file: '',
  node: ' (its clock read in %, the NameNode’s zone)',
  machine: ' (its clock read in %, the zone of this machine: neither the log nor a dump names one)',
} as const

/**
 * `audit log hdfs-audit.log: 1,204,332 lines, 2026-11-22 15:54:20 to 16:20:00 UTC`, times in `zone`. Says whose it is, how many
 * secrets were left out, and in which zone a clock without one was read.
 */
export function attachmentText(attachment: Attachment, zone: string): string {
  const { kind, place, count, events, unread, secrets, from, to, zoneFrom, node, known } = attachment
  const range = from === null || to === null ? '' : `, ${rangeText(from, to, zone)} ${zone}`
  const note = zoneFrom === null ? '' : zoneNotes[zoneFrom].replace('%', attachment.zone ?? '')
  const parts = [
    `${kinds[kind]} ${place}: ${counted(count, counts[kind])}${range}${note}`,
    ...(events > 0
      ? [`${figure(events)} ${kind === 'gc' ? 'pauses' : 'long holds, pauses and look-ups'}`]
      : []),
    ...(secrets > 0 ? [`${counted(secrets, 'secret')} left out`] : []),
    ...(unread > 0 ? [`${counted(unread, 'torn line')} left out`] : []),
    ...(node === null ? [] : [`of ${node}`]),
    ...(known ? ['was there already'] : []),
  ]
  return parts.join('; ')
}
