// An engine as it stands in the form, and what of it the core is told. Pure.
import { type Engine, EngineInput } from '../../../src-shared/contract/engines.ts'
import { hostIn } from '../namenodes/watch-draft.ts'

/** A request header as typed; of one that is kept the value is never shown. */
export interface HeaderDraft {
  readonly name: string
  readonly value: string
}

export interface EngineDraft {
  /** Empty: the host of the address. */
  readonly name: string
  readonly url: string
  readonly login: EngineInput['authentication']['kind']
  readonly user: string
  /** Password or token as typed; what is kept is never shown. */
  readonly secret: string
  readonly headers: readonly HeaderDraft[]
  readonly ca: string
  readonly fingerprint: string
  readonly insecure: boolean
  /** Empty: cluster. */
  readonly clusterLabel: string
}

export const emptyDraft: EngineDraft = {
  name: '',
  url: '',
  login: 'none',
  user: '',
  secret: '',
  headers: [],
  ca: '',
  fingerprint: '',
  insecure: false,
  clusterLabel: '',
}

/** An engine for changing. */
export function draftOf({ name, url, headers, authentication, tls, clusterLabel }: Engine): EngineDraft {
  return {
    ...emptyDraft,
    name,
    url,
    login: authentication.kind,
    user: 'user' in authentication ? authentication.user : '',
    headers: headers.map((header) => ({ name: header, value: '' })),
    ca: tls.ca ?? '',
    fingerprint: tls.fingerprint ?? '',
    insecure: tls.insecure,
    clusterLabel: clusterLabel ?? '',
  }
}

/** Whether it is asked over TLS: the rest of the form asks how only then. */
export function hasTls({ url }: Pick<EngineDraft, 'url'>): boolean {
  return /^\s*https:/i.test(url)
}

/** Headers that are typed, with their values where those are: for a test. */
export function headerValues({ headers }: Pick<EngineDraft, 'headers'>): Record<string, string> {
  const given = headers.filter(({ name, value }) => name.trim() !== '' && value !== '')
  return Object.fromEntries(given.map(({ name, value }) => [name.trim(), value]))
}

const orNull = (text: string): string | null => (text.trim() === '' ? null : text.trim())

/** What is wrong, by field. */
export type DraftErrors = Partial<
  Record<'name' | 'url' | 'user' | 'headers' | 'ca' | 'fingerprint' | 'clusterLabel', string>
>

export type ReadDraft =
  | { readonly input: EngineInput; readonly errors?: undefined }
  | { readonly input?: undefined; readonly errors: DraftErrors }

const wanted: Readonly<Record<keyof DraftErrors, string>> = {
  name: 'Wanted a name of at most 100 characters.',
  url: 'Wanted an address such as https://prometheus:9090, with its path where there is one.',
  user: 'Wanted the user who logs in.',
  headers: 'Wanted names of letters, digits and dashes, each once, at most 8.',
  ca: 'Wanted a certificate as PEM, beginning with -----BEGIN CERTIFICATE-----.',
  fingerprint: 'Wanted a SHA-256 fingerprint: 64 hex digits, colons allowed.',
  clusterLabel: 'Wanted the name of a label: letters, digits and underscores.',
}

const isField = (field: string): field is keyof DraftErrors => Object.hasOwn(wanted, field)

function fieldOf([first, second]: readonly PropertyKey[]): keyof DraftErrors {
  if (first === 'tls') return second === 'ca' ? 'ca' : 'fingerprint'
  if (first === 'authentication') return 'user'
  const field = String(first)
  return isField(field) ? field : 'url'
}

/** Reads the form; what cannot be saved is said by field. Its own rows of a mapping are those that it has already. */
export function readDraft(draft: EngineDraft, mapping: EngineInput['mapping'] = []): ReadDraft {
  const isTls = hasTls(draft)
  const headers = draft.headers.map(({ name }) => name.trim()).filter((name) => name !== '')
  const ca = isTls ? orNull(draft.ca) : null
  const read = EngineInput.safeParse({
    name: orNull(draft.name) ?? hostIn(draft.url.trim()),
    url: draft.url,
    headers,
    authentication: draft.login === 'basic' ? { kind: draft.login, user: draft.user } : { kind: draft.login },
    tls: {
      ca,
      fingerprint: isTls ? orNull(draft.fingerprint) : null,
      insecure: isTls && draft.insecure,
    },
    clusterLabel: orNull(draft.clusterLabel),
    mapping,
  })
  const wrong = new Set(read.success ? [] : read.error.issues.map(({ path }) => fieldOf(path)))
  if (new Set(headers.map((name) => name.toLowerCase())).size < headers.length) wrong.add('headers')
  if (ca !== null && !ca.includes('-----BEGIN CERTIFICATE-----')) wrong.add('ca')
  // Without an address there is no host to name it after.
  if (wrong.has('url')) wrong.delete('name')
  if (read.success && wrong.size === 0) return { input: read.data }
  return { errors: Object.fromEntries([...wrong].map((field) => [field, wanted[field]])) }
}
