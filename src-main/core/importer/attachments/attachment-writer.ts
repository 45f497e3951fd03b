// The storing half: what was read out of files of evidence goes into the store at once, and gets its owner at the end.
import type { Attachment, AttachmentKind, ImportSummary } from '../../../../src-shared/contract/imports.ts'
import { localZone } from '../../../../src-shared/time.ts'
import { epochOf } from '../../evidence/wall.ts'
import { zoneOfSource } from '../../evidence/zones.ts'
import {
  assignNode,
  deleteAttachment,
  deleteUnplaced,
  insertAttachment,
  insertAudit,
  insertEvents,
  insertSettings,
  insertThreadDump,
  moveEvents,
  placeAttachment,
  sameAttachment,
} from '../../store/attachments.ts'
import type { WritableDatabase } from '../../store/database.ts'
import type { NodeRow } from '../../store/sources.ts'
import { countSkipped } from '../import-summary.ts'
import type { AttachmentPart } from './attachment-part.ts'
import { jvmStart } from './jvm-start.ts'
import { placingOf } from './placing.ts'

type End = Extract<AttachmentPart, { type: 'end' }>

interface Opened {
  readonly id: number
  readonly kind: AttachmentKind
  readonly place: string
  readonly mtime: number
  events: number
  end: End | undefined
}

export class AttachmentWriter {
  readonly #db: WritableDatabase
  readonly #files = new Map<number, Opened>()

  /** For whoever has the lock of imports: what a killed one has left goes. */
  constructor(db: WritableDatabase) {
    this.#db = db
    deleteUnplaced(db)
  }

  /** Stores one part. */
  take(part: AttachmentPart): void {
    this.#db.transaction(() => {
      if (part.type === 'begin') this.#begin(part)
      else this.#goOn(part)
    })
  }

  /**
   * Gives each file that was read to its end an owner; all others go. A file that is there already, with the same begin and as
   * many bytes or more, changes nothing (but that its node may be known now); one that has grown takes the place of its earlier self.
   */
  finish(summary: ImportSummary, chosen: number | undefined): void {
    for (const file of this.#files.values()) this.#db.transaction(() => this.#settle(file, summary, chosen))
    this.#files.clear()
  }

  #begin({ key, kind, name, place, mtime }: Extract<AttachmentPart, { type: 'begin' }>): void {
    const id = insertAttachment(this.#db, { kind, name, modifiedAt: mtime })
    this.#files.set(key, { id, kind, place, mtime, events: 0, end: undefined })
  }

  #goOn(part: Exclude<AttachmentPart, { type: 'begin' }>): void {
    const file = this.#files.get(part.key)
    if (file === undefined) return
    if (part.type === 'settings') insertSettings(this.#db, file.id, part.settings)
    else if (part.type === 'dump') insertThreadDump(this.#db, file.id, part.dump.time, part.dump.handlers)
    else if (part.type === 'end') file.end = part
    else if (part.type === 'events') {
      insertEvents(this.#db, file.id, part.events)
      file.events += part.events.length
    } else {
      const times = part.buckets.map(({ time }) => time)
      const span = { first: Math.min(...times), last: Math.max(...times) }
      insertAudit(this.#db, file.id, { ...span, buckets: part.buckets })
    }
  }

  #settle(file: Opened, summary: ImportSummary, chosen: number | undefined): void {
    const { id, end, place, kind } = file
    const leave = (reason?: string): void => {
      deleteAttachment(this.#db, id)
      if (reason !== undefined) countSkipped(summary, { place, reason })
    }
    if (end === undefined) {
      leave()
      return
    }
    const placing = placingOf(this.#db, place, summary.sources, chosen)
    if ('unplaced' in placing) {
      leave(placing.unplaced)
      return
    }
    const { source, node } = placing
    const owner = { source, node: node?.id ?? null }
    const start = end.clock === 'uptime' ? jvmStart(this.#db, owner, file.mtime - (end.last ?? 0)) : 0
    if (start === undefined) {
      leave('its times count from the start of the JVM, and no dump says when that was')
      return
    }
    const { head, size } = end
    const zone = end.clock === 'wall' ? null : 'UTC'
    const [first, last] = [end.first, end.last].map((time) =>
      time === null ? null : Math.round(time + start),
    ) as [number | null, number | null]
    const same = sameAttachment(this.#db, { ...owner, kind, head })
    const isKnown = same !== undefined && same.size >= size
    if (isKnown) {
      leave()
      if (node !== undefined) assignNode(this.#db, same.id, node.id)
    } else {
      if (same !== undefined) deleteAttachment(this.#db, same.id)
      if (start !== 0) moveEvents(this.#db, id, start)
      placeAttachment(this.#db, id, owner, { head, size, zone, first, last })
    }
    summary.attachments.push(this.#told(file, end, { source, node, zone, first, last, isKnown }))
  }

  #told(
    { kind, place, events }: Opened,
    { count, unread, secrets }: End,
    placed: {
      readonly source: number
      readonly node: NodeRow | undefined
      readonly zone: string | null
      readonly first: number | null
      readonly last: number | null
      readonly isKnown: boolean
    },
  ): Attachment {
    const { source, node, first, last } = placed
    const nodeZone = node?.zone ?? zoneOfSource(this.#db, source)
    const zone = placed.zone ?? nodeZone ?? localZone()
    const zoneFrom = placed.zone !== null ? 'file' : nodeZone !== null ? 'node' : 'machine'
    const timed = first !== null && last !== null
    return {
      kind,
      place,
      source,
      node: node?.name ?? null,
      count,
      events,
      unread,
      secrets,
      from: timed ? epochOf(first, zone) : null,
      to: timed ? epochOf(last, zone) : null,
      zone: timed ? zone : null,
      zoneFrom: timed ? zoneFrom : null,
      known: placed.isKnown,
    }
  }
}
