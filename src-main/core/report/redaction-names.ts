// Names of hosts, users and paths in a report's texts: how each kind is recognised where nobody has listed its names.
import type { RedactionKind, SavedReport } from '../../../src-shared/contract/reports.ts'

/**
 * How names of a kind stand in texts. A pattern's group, or all of it where it has none, is the name; every pattern is
 * global. What is recognised too much is seen before the file is written; what is missed would be a leak.
 */
export interface NamePatterns {
  /** Where a name is spoken of as such: it is one wherever else it stands. */
  readonly spoken: readonly RegExp[]
  /** What looks like one by itself. */
  readonly shaped: readonly RegExp[]
  /** What looks like one and is none: our own words, Hadoop's usual places. */
  readonly isNone: (name: string) => boolean
}

/** First labels of Java packages, which are written as host names are. */
const packageRoots = /^(?:java|javax|jdk|sun|org|com|log4j)\./i
/** First labels of configuration keys, which are, too. */
const keyRoots =
  /^(?:dfs|hadoop|ipc|fs|io|net|rpc|ha|yarn|mapred|mapreduce|namenode|datanode|hdfs\.audit|model|report|scheduler)\./i
/** Ends of domains, in which no key ends: `hadoop.example.com` is a host. */
const domainEnds =
  /\.(?:com|net|org|edu|gov|mil|info|biz|io|cloud|local|localdomain|lan|lab|internal|corp|intra|intranet|private|home|test|example|invalid|arpa|eu|de|fr|uk|nl|be|ch|at|it|es|pt|pl|cz|se|no|dk|fi|ru|ua|cn|jp|kr|tw|hk|sg|in|il|tr|za|au|nz|ca|us|br|mx|ie|hu|ro|gr)$/i
/** Endings of files that reports speak of. */
const fileEnd =
  '\\.(?:xml|log|out|jsonl?|ndjson|zst|gz|txt|sh|csv|tsv|zip|tar|tgz|bz2|html|pdf|conf|properties|jar|md|nnreport)(?![\\w-])'
const fileEnds = new RegExp(`${fileEnd}$`, 'i')

/** Names that are words of ours, too: hosts only where they stand alone, and none in the capitals of ours (`NameNode`). */
const ownWords =
  /^(?:namenode|datanode|journalnode|nn|dn|jn|hdfs|hadoop|yarn|hive|spark|master|core|site|audit|log|logs|gc|stacks|jstack|conf|jmx|local|localhost|data|host|user|path|model|report|source|node|server)$/i

/** Places that commands and remedies name on every cluster alike. */
const usualPlaces =
  /^\/(?:s|ms|min|h|d|(?:jmx|stacks|logs|logLevel|prom|conf|path)\b.*|var\/log\/hadoop-hdfs\/.*|sys\/kernel\/.*|proc\/.*|tmp\/hadoop-yarn\/staging|dev\/null)$/

export const namePatterns: Readonly<Record<RedactionKind, NamePatterns>> = {
  hosts: {
    spoken: [
      // Authorities of addresses, hosts of principals, hosts with their port.
      /(?<![a-z])[a-z][\w+.-]*:\/\/(?:[^\s/@'"]*@)?([A-Za-z\d][\w.-]*)/g,
      /(?<![\w.-])[\w.-]+\/([\w.-]+)@[A-Z]/g,
      // Realms and domains of mail are those of hosts.
      /@([a-z\d][a-z\d-]*(?:\.[a-z\d-]*[a-z\d])+)/gi,
      /@([A-Z][A-Z\d-]*[A-Z\d])(?![\w.-])/g,
      /(?<![\w.$/-])([A-Za-z]\w*(?:-\w+)*):\d{4,5}\b/g,
    ],
    shaped: [
      /(?<![\d.])\d{1,3}(?:\.\d{1,3}){3}(?![\d.]\d|\d)/g,
      /(?<![\w:.])(?:(?:[\da-f]{0,4}:){3,7}[\da-f]{1,4}|[\da-f]{1,4}::[\da-f]{1,4})(?![\w:])/gi,
      // In small letters, in capitals, mixed where there are three parts: `FSNamesystem.delete` is none.
      /(?<![\w.@-]|(?<!\/)\/)[a-z\d](?:[a-z\d_-]*[a-z\d])?(?:\.[a-z\d](?:[a-z\d_-]*[a-z\d])?)*\.[a-z][a-z\d-]*[a-z\d](?![\w=/-]|\.\w)/g,
      /(?<![\w.@-]|(?<!\/)\/)[A-Z\d](?:[A-Z\d_-]*[A-Z\d])?(?:\.[A-Z\d](?:[A-Z\d_-]*[A-Z\d])?)*\.[A-Z][A-Z\d-]*[A-Z\d](?![\w=/-]|\.\w)/g,
      /(?<![\w.@-]|(?<!\/)\/)[A-Za-z\d](?:[\w-]*[A-Za-z\d])?(?:\.[A-Za-z\d](?:[\w-]*[A-Za-z\d])?)+\.[A-Za-z][A-Za-z\d-]*[A-Za-z\d](?![\w=/-]|\.\w)/g,
    ],
    isNone: (name) =>
      /^(?:localhost$|127\.|0\.0\.0\.0$)/.test(name) ||
      packageRoots.test(name) ||
      (keyRoots.test(name) && !domainEnds.test(name)) ||
      fileEnds.test(name),
  },
  users: {
    spoken: [
      /\bugi=([^\s'"),;]+)/g,
      /\buser=([^\s'"),;]+)/g,
      /^(\S+) made \d+ % of the added/g,
      /\bUser (\S+) (?:made|read|set|\w+ed)\b/g,
      /\bput (\S+) behind the others/g,
      /\bcall queue, (\S+) first\b/g,
      /\bConnections of (\S+): /g,
      /\/(?:user|home)\/([^\s/'"),;]+)/g,
      /\bproxyuser\.([^\s.'"]+)/g,
      /\bheld for [^(]*\((?:by )?([^\s,()]+)/g,
    ],
    shaped: [
      /(?<![\p{L}\d_.+$-])[\p{L}\d_.+$-]+(?:\/[\w.-]+)?@(?:[A-Z\d][A-Z\d.-]*[A-Z\d]|[A-Za-z\d-]+(?:\.[A-Za-z\d-]+)+)(?![\w-])/gu,
    ],
    isNone: (name) => /^(?:[^\p{L}\d_]|nobody$)/u.test(name),
  },
  paths: {
    spoken: [/\bunder (\/.+?)(?=\)|, |; |$)/g, /:\/\/[\w.:-]+(\/[^\s'"`,;()<>|]*[^\s'"`,;()<>|.:])/g],
    shaped: [
      /(?<![\w.}\])/*~$-])\/[\p{L}\d_.*{~@=%+#$-](?:[^\s'"`,;()<>|]*[^\s'"`,;()<>|.:])?/gu,
      /\b[A-Z]:\\[^\s'"`,;()<>|]+/g,
      /(?<![\w\\])\\\\[^\s'"`,;()<>|]+/g,
    ],
    isNone: (name) => usualPlaces.test(name),
  },
}

const withoutPort = (name: string): string => name.replace(/:\d+$/, '').replace(/^\[(.*)\]$/, '$1')

/** What the report itself lists as names of a kind. */
export function listedNames({ analysis }: SavedReport, kind: RedactionKind): string[] {
  const { source, incidents } = analysis
  const named = incidents.flatMap((incident) => incident.named?.[kind] ?? [])
  if (kind === 'hosts') return [source.node, source.name, ...named].map(withoutPort)
  return kind === 'users'
    ? [...incidents.flatMap(({ users }) => users.map(({ user }) => user)), ...named]
    : named
}

/**
 * The short form in which a name occurs too: `nn1` of `nn1.example.com`, `etl` of `etl/gateway@REALM`, `etl` of `CORP\etl`;
 * undefined for none.
 */
export function shortName(name: string, kind: RedactionKind): string | undefined {
  if (kind === 'paths') return undefined
  const [short = ''] = kind === 'users' ? name.replace(/^[^\\]*\\/, '').split(/[/@]/) : name.split('.')
  const isWord = short !== name && short.length > 1 && !/^\d+$/.test(short)
  return isWord ? short : undefined
}

/**
 * Whether a name cannot be anything else, in capitals or as a part of a file's name: a host in a domain, an address, what no word of
 * a language is.
 */
const isDistinct = (name: string): boolean => name.length > 2 && /[\d._:-]/.test(name)

/** A name as the replacements know it: a note has `Anna`, `ETL` and `JDoe` for users in small letters. */
export function knownName(name: string, kind: RedactionKind): string {
  return kind === 'paths' || ownWords.test(name) ? name : name.toLowerCase()
}

const capitalised = (name: string): string => name.charAt(0).toUpperCase() + name.slice(1).toLowerCase()

/** Spellings of a name that people use for the same, as far as the replacements tell them apart: `Hive` of hive, `weiss` of weiß. */
export function spellings(name: string, kind: RedactionKind): readonly string[] {
  if (kind === 'paths') return []
  const all = [name.toUpperCase(), name.toLowerCase(), capitalised(name)].map((one) => knownName(one, kind))
  return all.filter((one) => one !== name)
}

const escapedPattern = (text: string): string => text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&')

/** In any capitals; without the modifier `(?i:)`, which Node 22 does not know. */
const anyCase = (text: string): string =>
  escapedPattern(text).replace(/\p{L}/gu, (letter) => {
    const cases = new Set([letter, letter.toLowerCase(), letter.toUpperCase()])
    return `(?:${[...cases].join('|')})`
  })

function choiceOf(names: readonly string[], written = escapedPattern): string {
  const longestFirst = names.toSorted((one, other) => other.length - one.length)
  return `(?:${longestFirst.map(written).join('|') || '(?!)'})`
}

const [notAfterLetter, notBeforeLetter] = ['(?<![\\p{L}\\d])', '(?![\\p{L}\\d])']

/** Hosts that are no words of ours. */
function hostPattern(names: readonly string[]): string {
  const plain = choiceOf(
    names.filter((name) => !isDistinct(name)),
    anyCase,
  )
  return [
    `${notAfterLetter}${choiceOf(names.filter(isDistinct), anyCase)}${notBeforeLetter}`,
    // Of a key it is no part, of a file's name it is.
    `${notAfterLetter}${plain}(?=${fileEnd})`,
    `(?<![\\p{L}\\d]|\\w\\.)${plain}(?![\\p{L}\\d]|\\.(?!${fileEnd.slice(2)})\\w)`,
  ].join('|')
}

const ownHostPattern = (names: readonly string[]): string =>
  `(?<![\\w\\-]|\\w\\.)${choiceOf(names)}(?![\\w\\-]|\\.\\w)`

function userPattern(names: readonly string[], written: (name: string) => string): string {
  const all = choiceOf(names, written)
  const command = ' (?:dfs|dfsadmin|haadmin|fsck|getconf|debug|application|queue)\\b'
  return [
    `${notAfterLetter}${choiceOf(names.filter(isDistinct), written)}${notBeforeLetter}`,
    `(?<![\\w\\-]|(?<!proxyuser)\\.)${all}(?![\\w\\-]|\\.\\w|${command})`,
    `(?<=proxyuser\\.)${all}\\b`,
    // Folders are called after people: `/tmp/anna_old`. Those of Hadoop's logs are not.
    `(?<=\\/[^\\s'"\`,;\\(\\)<>\\|]{0,200}[^\\p{L}\\d])(?<!\\/var\\/log\\/.{0,200})${all}(?![\\p{L}\\d]|-site)`,
  ].join('|')
}

/**
 * The names as one pattern, the longest first. A user called hdfs is not the command, a host called namenode is no part of
 * a key or of a file's name; a path begins after a space, a quote or the authority of an address.
 */
export function patternOf(names: readonly string[], kind: RedactionKind): RegExp {
  const own = names.filter((name) => ownWords.test(name))
  const others = names.filter((name) => !ownWords.test(name))
  if (kind === 'hosts') return new RegExp(`${hostPattern(others)}|${ownHostPattern(own)}`, 'gu')
  if (kind === 'users')
    return new RegExp(`${userPattern(others, anyCase)}|${userPattern(own, escapedPattern)}`, 'gu')
  return new RegExp(
    `(?:(?<![\\w.\\}\\]\\)\\/*~$\\-])|(?<=:\\/\\/[\\w.:\\-]+))${choiceOf(names)}(?![\\w\\-])`,
    'gu',
  )
}
