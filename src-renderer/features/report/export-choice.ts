// What a person chooses of an exported file: format, paper, and which names are replaced; the words for it.
import {
  type ExportFormat,
  type Paper,
  type RedactionKind,
  type Replacement,
  redactionKinds,
} from '../../../src-shared/contract/reports.ts'
import { figure } from '../../../src-shared/figures.ts'

export interface ExportChoice {
  readonly format: ExportFormat
  /** `auto`: what is usual where nnad runs. */
  readonly paper: Paper | 'auto'
  /** What is replaced; nothing where empty. */
  readonly kinds: readonly RedactionKind[]
}

/** What the core is asked for. */
export interface ExportRequest {
  readonly format: ExportFormat
  readonly paper?: Paper
  readonly redact?: string
}

/** Formats by their names, as they stand before or within a sentence. */
export const formatNames: Readonly<Record<ExportFormat, string>> = {
  pdf: 'PDF',
  html: 'HTML',
  json: 'JSON',
  csv: 'CSV',
  nnreport: '.nnreport',
}

export const formats: readonly { readonly format: ExportFormat; readonly what: string }[] = [
  { format: 'pdf', what: 'for reading and print' },
  { format: 'html', what: 'one page with everything' },
  { format: 'json', what: 'complete' },
  { format: 'csv', what: 'its rows' },
  { format: 'nnreport', what: 'to open in another nnad' },
]

/** Kinds of names by the words for them. */
export const kindTexts: Readonly<Record<RedactionKind, string>> = {
  hosts: 'Hosts',
  users: 'Users',
  paths: 'Paths',
}

/** Kinds as the contract takes them, in its order, whatever order they were chosen in. */
export const redactOf = (kinds: readonly RedactionKind[]): string =>
  redactionKinds.filter((kind) => kinds.includes(kind)).join(',')

/** What is asked for: paper only of a PDF and only where one was named, redaction only where something is replaced. */
export function requestOf({ format, paper, kinds }: ExportChoice): ExportRequest {
  return {
    format,
    ...(format === 'pdf' && paper !== 'auto' ? { paper } : {}),
    ...(kinds.length > 0 ? { redact: redactOf(kinds) } : {}),
  }
}

const counted = (count: number, one: string): string => `${figure(count)} ${one}${count === 1 ? '' : 's'}`

/** What a redaction does, in a line. */
export function redactionText(replacements: readonly Replacement[]): string {
  const places = replacements.reduce((sum, { count }) => sum + count, 0)
  return `${counted(replacements.length, 'name')} replaced in ${counted(places, 'place')} of the report`
}

/** Kinds in a sentence that denies them: `hosts, users or paths`. */
export function anyOfText(kinds: readonly RedactionKind[]): string {
  const chosen = redactionKinds.filter((kind) => kinds.includes(kind))
  const last = chosen.at(-1) ?? ''
  return chosen.length < 2 ? last : `${chosen.slice(0, -1).join(', ')} or ${last}`
}
