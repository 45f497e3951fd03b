// A watch as it stands in the form, and what of it the core is told. Pure.
import {
  type Authentication,
  type Watch,
  WatchInput,
  secretKinds,
} from '../../../src-shared/contract/watches.ts'

export interface WatchDraft {
  /** Empty: the host of the first address. */
  readonly name: string
  /** As typed, an address a line. */
  readonly addresses: string
  readonly login: Authentication['kind']
  readonly user: string
  /** Password or token as typed; what is kept is never shown. */
  readonly secret: string
  readonly ca: string
  readonly fingerprint: string
  readonly insecure: boolean
  readonly requests: WatchInput['requests']
  /** Seconds as typed; empty: as in the settings. */
  readonly every: string
}

export const emptyDraft: WatchDraft = {
  name: '',
  addresses: '',
  login: 'none',
  user: '',
  secret: '',
  ca: '',
  fingerprint: '',
  insecure: false,
  requests: 'sparing',
  every: '',
}

/** A watch for changing. */
export function draftOf({ name, urls, authentication, tls, requests, pollSeconds }: Watch): WatchDraft {
  return {
    ...emptyDraft,
    name,
    addresses: urls.join('\n'),
    login: authentication.kind,
    user: 'user' in authentication ? authentication.user : '',
    ca: tls.ca ?? '',
    fingerprint: tls.fingerprint ?? '',
    insecure: tls.insecure,
    requests,
    every: pollSeconds === null ? '' : String(pollSeconds),
  }
}

/** The addresses typed: lines, or with blanks or commas between them. */
export function addressesIn(text: string): readonly string[] {
  return text.split(/[\s,]+/).filter((one) => one !== '')
}

/** Host of an address, as a name for its watch; empty where there is none. */
export function hostIn(address: string | undefined): string {
  return /^(?:[a-z]+:\/\/)?(?:[^@/]*@)?(\[[^\]]+\]|[^:/?#]+)/i.exec(address ?? '')?.[1] ?? ''
}

/** Whether an address is asked over TLS: the rest of the form asks how only then. */
export function hasTls({ addresses }: Pick<WatchDraft, 'addresses'>): boolean {
  return addressesIn(addresses).some((one) => /^https:/i.test(one))
}

/** Whether its way to log in needs a password or token. */
export function needsSecret({ login }: Pick<WatchDraft, 'login'>): boolean {
  return secretKinds.has(login)
}

function authenticationOf({ login, user }: WatchDraft): Authentication {
  return login === 'simple' || login === 'basic' ? { kind: login, user: user.trim() } : { kind: login }
}

const orNull = (text: string): string | null => (text.trim() === '' ? null : text.trim())

/** What is wrong, by field. */
export type DraftErrors = Partial<
  Record<'addresses' | 'user' | 'fingerprint' | 'ca' | 'every' | 'name', string>
>

export type ReadDraft =
  | { readonly input: WatchInput; readonly errors?: undefined }
  | { readonly input?: undefined; readonly errors: DraftErrors }

/** Field of the form by the contract's. */
const fields: Readonly<Record<string, keyof DraftErrors>> = {
  urls: 'addresses',
  authentication: 'user',
  pollSeconds: 'every',
  name: 'name',
}

const wanted: Readonly<Record<keyof DraftErrors, string>> = {
  addresses: 'Wanted one to eight addresses such as http://nn1:9870.',
  user: 'Wanted the user who logs in.',
  fingerprint: 'Wanted a SHA-256 fingerprint: 64 hex digits, colons allowed.',
  ca: 'Wanted a certificate as PEM, beginning with -----BEGIN CERTIFICATE-----.',
  every: 'Wanted seconds between two polls, 0.01 to 3600, or nothing.',
  name: 'Wanted a name of at most 100 characters.',
}

/** Reads the form; what cannot be saved is said by field. */
export function readDraft(draft: WatchDraft): ReadDraft {
  const urls = addressesIn(draft.addresses)
  const isTls = hasTls(draft)
  const ca = isTls ? orNull(draft.ca) : null
  const read = WatchInput.safeParse({
    name: orNull(draft.name) ?? hostIn(urls[0]),
    urls,
    authentication: authenticationOf(draft),
    tls: {
      ca,
      fingerprint: isTls ? orNull(draft.fingerprint) : null,
      insecure: isTls && draft.insecure,
    },
    requests: draft.requests,
    pollSeconds: draft.every.trim() === '' ? null : Number(draft.every.replace(',', '.')),
  })
  const isCa = ca === null || ca.includes('-----BEGIN CERTIFICATE-----')
  if (read.success && isCa) return { input: read.data }
  const paths = read.success ? [] : read.error.issues.map(({ path }) => path)
  const wrong = paths.map(([first, second]) =>
    first === 'tls' ? (second === 'ca' ? 'ca' : 'fingerprint') : (fields[String(first)] ?? 'addresses'),
  )
  // Without an address there is no host to name it after.
  const named = wrong.filter((field) => field !== 'name' || !wrong.includes('addresses'))
  const all: readonly (keyof DraftErrors)[] = isCa ? named : [...named, 'ca']
  return { errors: Object.fromEntries(all.map((field) => [field, wanted[field]])) }
}
