// Watches: NameNodes that are read live, each one NameNode or one HA nameservice by its addresses.
import { oc } from '@orpc/contract'
import { z } from 'zod'
import { problems } from './problems.ts'
import { EpochMs } from './times.ts'

const User = z.string().trim().min(1).max(256)

/** How a NameNode's HTTP server is told who asks. A password or token is a secret of its own (secrets.ts). */
export const Authentication = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('none') }),
  z.object({
    kind: z.literal('simple'),
    user: User.meta({ description: 'sent as user.name, as hadoop.http.authentication.type=simple wants it' }),
  }),
  z.object({ kind: z.literal('basic'), user: User }),
  z.object({ kind: z.literal('bearer') }),
  z
    .object({ kind: z.literal('spnego') })
    .meta({ description: 'Kerberos, with the ticket of this session (kinit)' }),
])
export type Authentication = z.infer<typeof Authentication>

/** Kinds that need a secret. */
export const secretKinds: ReadonlySet<Authentication['kind']> = new Set(['basic', 'bearer'])

export const Tls = z.object({
  ca: z
    .string()
    .max(1_000_000)
    .nullable()
    .meta({ description: 'PEM of a certificate authority besides those that this system trusts' }),
  fingerprint: z
    .string()
    .regex(/^([0-9a-f]{2}:?){31}[0-9a-f]{2}$/i, 'wanted a SHA-256 fingerprint: 64 hex digits, colons allowed')
    .nullable()
    .meta({ description: 'SHA-256 of the one certificate that is accepted, whoever signed it' }),
  insecure: z.boolean().meta({ description: 'accept any certificate' }),
})
export type Tls = z.infer<typeof Tls>

/** What is asked for: what the product reads, or whole documents for an archive. */
export const requestKinds = ['sparing', 'full'] as const

const watchFields = {
  name: z.string().trim().min(1).max(100),
  urls: z
    .array(z.string().trim().min(1).max(2000))
    .min(1)
    .max(8)
    .meta({ description: 'HTTP addresses: one, or those of all NameNodes of one HA nameservice' }),
  authentication: Authentication,
  tls: Tls,
  requests: z.enum(requestKinds),
  pollSeconds: z
    .number()
    .min(0.01)
    .max(3600)
    .nullable()
    .meta({ description: 'time between polls; null: the setting namenode.poll_interval_seconds' }),
}

/** A watch as a person describes it. */
export const WatchInput = z.object({
  ...watchFields,
  authentication: Authentication.default({ kind: 'none' }),
  tls: Tls.default({ ca: null, fingerprint: null, insecure: false }),
  requests: z.enum(requestKinds).default('sparing'),
  pollSeconds: watchFields.pollSeconds.default(null),
})
export type WatchInput = z.infer<typeof WatchInput>

/** Why a poll failed, in plain words. */
export const PollProblem = z.object({
  kind: z.string().meta({
    description: 'stable',
    examples: [
      'refused',
      'dns',
      'timeout',
      'certificate',
      'unauthorized',
      'forbidden',
      'rpc-port',
      'html',
      'starting',
    ],
  }),
  message: z.string().meta({ description: 'what was wanted and what was got' }),
  fix: z.string().meta({ description: 'what to do' }),
})
export type PollProblem = z.infer<typeof PollProblem>

/** What is known of one address. */
export const NodeStatus = z.object({
  url: z.string().meta({ description: 'without user and password' }),
  state: z.enum(['waiting', 'ok', 'starting', 'failing', 'paused']),
  node: z
    .string()
    .nullable()
    .meta({ description: 'host:port of the NameNode that answers; null until it said' }),
  haState: z.string().nullable(),
  safeMode: z.boolean(),
  version: z.string().nullable(),
  lastPollAt: EpochMs.nullable(),
  lastGoodAt: EpochMs.nullable(),
  nextPollAt: EpochMs.nullable(),
  answerMs: z.number().nullable().meta({ description: 'how long the last good answer took' }),
  answerBytes: z.number().int().nullable(),
  requests: z.enum(['pattern', 'beans', 'full']).nullable().meta({
    description: 'how it is asked: one pattern, bean by bean (large answers), or the whole document',
  }),
  documents: z.number().int().meta({ description: 'stored since the start' }),
  repeats: z
    .number()
    .int()
    .meta({ description: 'polls that met the cache of the poll before: polled too often' }),
  failures: z.number().int().meta({ description: 'failed polls in a row' }),
  skewMs: z
    .number()
    .nullable()
    .meta({ description: "the NameNode's clock minus this one's, from its Date header" }),
  problem: PollProblem.nullable(),
})
export type NodeStatus = z.infer<typeof NodeStatus>

export const Watch = z.object({
  id: z.number().int(),
  ...watchFields,
  paused: z.boolean(),
  secret: z
    .object({ name: z.string(), isSet: z.boolean() })
    .nullable()
    .meta({ description: 'the secret that its authentication needs; never its value' }),
  createdAt: EpochMs,
  sourceId: z
    .number()
    .int()
    .nullable()
    .meta({ description: 'where its samples are; null until it answered' }),
  nodes: z.array(NodeStatus).meta({ description: 'one per address' }),
})
export type Watch = z.infer<typeof Watch>

const WatchId = z.coerce.number().int().positive()

const list = oc
  .route({
    method: 'GET',
    path: '/watches',
    tags: ['watches'],
    summary: 'Watched NameNodes with their state',
  })
  .output(z.array(Watch))

const add = oc
  .route({
    method: 'POST',
    path: '/watches',
    tags: ['watches'],
    summary: 'Watch a NameNode or an HA nameservice',
  })
  .input(WatchInput)
  .errors(problems)
  .output(Watch)

const update = oc
  .route({
    method: 'PATCH',
    path: '/watches/{id}',
    tags: ['watches'],
    summary: 'Change, pause or resume a watch; an address of another host makes its kept secret forgotten',
  })
  .input(z.object({ id: WatchId, ...z.object({ ...watchFields, paused: z.boolean() }).exactPartial().shape }))
  .errors(problems)
  .output(Watch)

const remove = oc
  .route({
    method: 'DELETE',
    path: '/watches/{id}',
    tags: ['watches'],
    summary: 'Stop watching; what was collected stays, and until the next start it can be undone',
  })
  .input(z.object({ id: WatchId }))
  .errors(problems)
  .output(z.object({ id: z.number().int() }))

const restore = oc
  .route({ method: 'POST', path: '/watches/{id}/restore', tags: ['watches'], summary: 'Undo a removal' })
  .input(z.object({ id: WatchId }))
  .errors(problems)
  .output(Watch)

/** One address, asked once. */
export const AddressTest = z.object({
  url: z.string(),
  problem: PollProblem.nullable(),
  node: z.string().nullable(),
  cluster: z.string().nullable().meta({ description: 'ClusterId/BlockPoolId' }),
  haState: z.string().nullable(),
  version: z.string().nullable(),
  answerMs: z.number().nullable(),
  answerBytes: z.number().int().nullable(),
  requests: z.enum(['pattern', 'beans', 'full']).nullable(),
})
export type AddressTest = z.infer<typeof AddressTest>

const test = oc
  .route({
    method: 'POST',
    path: '/watches/test',
    tags: ['watches'],
    summary: 'Ask each address once, without keeping anything',
  })
  .input(
    z.object({
      watch: WatchInput,
      id: WatchId.optional().meta({
        description: 'a watch whose kept secret is used where all addresses are of its hosts',
      }),
      secret: z.string().max(10_000).optional().meta({ description: 'password or token to try; not kept' }),
    }),
  )
  .errors(problems)
  .output(
    z.object({
      addresses: z.array(AddressTest),
      problem: PollProblem.nullable().meta({
        description: 'what is wrong with them together: different clusters',
      }),
    }),
  )

export const watches = { list, add, update, remove, restore, test }
