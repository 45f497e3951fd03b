// What a text without documents is, by its content: names say nothing here.
import type { AttachmentKind } from '../../../../src-shared/contract/imports.ts'
import { messageStart } from './hadoop-log.ts'

/** `log`: messages or audit log of a NameNode, or both; a text here is the reason why it is none of these, for people. */
export type Recognised =
  'xml' | 'json' | 'log' | Extract<AttachmentKind, 'stacks' | 'gc'> | { readonly unread: string }

/** Bytes that are looked at, where the content has as many. */
export const recognisedBytes = 2 ** 18

const audit = /\ballowed=(?:true|false)\s+ugi=/
/**
 * Classes that only a NameNode logs with, and those of other daemons; whole (`%c`), their last parts (`%c{2}`) or the last one
 * alone (`%c{1}`). A JournalNode keeps its edits by classes of the NameNode, a SecondaryNameNode is full of them.
 */
const ofNamenode =
  /(?:^|\.)(?:namenode\.(?!FileJournalManager|EditLog|RedundantEditLog|TransferFsImage|SecondaryNameNode)|blockmanagement\.|(?:FSNamesystem|FSEditLog|FSImage|FSDirectory|BlockStateChange|StateChange|BlockManager|DatanodeManager|DatanodeDescriptor|DatanodeAdmin|LeaseManager|NNStorage|QuorumJournalManager|CacheReplicationMonitor|NameNode(?!Connector|Proxies)))/
const ofOthers =
  /(?:^|\.)(?:datanode\.|DataNode(?:$|\.)|FsDataset|BPServiceActor|BPOfferService|VolumeScanner|nodemanager\.|NodeManager|resourcemanager\.|ResourceManager|qjournal\.server\.|JournalNode|server\.Journal|Journal$|ZKFailoverController|DFSZKFailover|balancer\.|hbase\.|hive\.|spark\.)/
const ofSecondary = /(?:^|\.)SecondaryNameNode$/
/** The class behind a level, and what some layouts write before it: `INFO  [main] namenode.NameNode`. */
const loggerForm = /^\]?(?:\s+\[[^\]]{0,80}\])?\s+([\w.$-]{1,200})/
const gcLine =
  /^(?:(?:\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[.,]\d{3}[+-]\d{4}: )?(?:\d+[.,]\d{3}: )?(?:\[(?:Full )?GC|Total time for which application threads|\[CMS-|Application time:)|(?:\[[^\]]{1,80}\])+ ?(?:GC\(\d+\)|Using (?:G1|Parallel|Serial|Concurrent|Shenandoah|The Z)|Safepoint "|Total time for which|CardTable entry size|Heap Region Size|Version: ))/
const gcHeader = /^(?:Java HotSpot|OpenJDK).{0,60} (?:Server|Client) VM \(.{0,80}for \w+-\w+ JRE/

/** Whether the content may be one, by its first bytes: what begins as JSON does is asked without being held up. */
export function mayBeRecognised(head: Buffer): boolean {
  const start = head.toString('latin1', 0, 512).trimStart()
  return start.startsWith('{') ? /^\{\s*"properties"/.test(start) : !/^(?:\[\s*\{|$)/.test(start)
}

/** Tells a text by its first bytes; undefined where it is nothing of the kind. */
export function recognise(head: Buffer): Recognised | undefined {
  const text = head.toString('utf8').replace(/^\uFEFF/, '')
  const start = text.trimStart()
  if (start.startsWith('{')) return /^\{\s*"properties"\s*:\s*\[/.test(start) ? 'json' : undefined
  if (start.startsWith('<')) return rootIsConfiguration(start) ? 'xml' : undefined
  // Polls that a log surrounds are documents all the same.
  return text.includes('"beans"') ? undefined : ofLines(text.split('\n'))
}

/** Passes over the prolog: declarations, comments, a document type. */
function rootIsConfiguration(text: string): boolean {
  for (let at = 0; at < text.length;) {
    const close = text.startsWith('<!--', at)
      ? '-->'
      : /^<[?!]/.test(text.slice(at, at + 2))
        ? '>'
        : undefined
    if (close === undefined) return /^<configuration[\s/>]/.test(text.slice(at, at + 16))
    const end = text.indexOf(close, at + 2)
    if (end < 0) return false
    at = end + close.length
    while (at < text.length && /\s/.test(text.charAt(at))) at += 1
  }
  return false
}

function ofLines(lines: readonly string[]): Recognised | undefined {
  let messages = 0
  let votes = 0
  let others = 0
  let isSecondary = false
  for (const line of lines) {
    if (/^(?:Full thread dump |Process Thread Dump:)/.test(line) && messages === 0) return 'stacks'
    if (gcLine.test(line) || gcHeader.test(line)) return 'gc'
    if (audit.test(line)) return 'log'
    messageStart.lastIndex = 0
    if (!messageStart.test(line)) continue
    messages += 1
    // What the message quotes says nothing: a host may be called namenode, a folder hive.
    const logger =
      loggerForm.exec(line.slice(messageStart.lastIndex, messageStart.lastIndex + 300))?.[1] ?? ''
    if (ofSecondary.test(logger)) isSecondary = true
    else if (ofNamenode.test(logger)) votes += 1
    else if (ofOthers.test(logger)) others += 1
  }
  if (messages === 0) return undefined
  if (votes > others && !isSecondary) return 'log'
  return { unread: 'a log, but none of a NameNode: no line of its classes in its first part' }
}
