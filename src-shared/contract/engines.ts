// Engines: Prometheus-compatible servers of a site, whose series are read as the history of its NameNodes.
import { oc } from '@orpc/contract'
import { z } from 'zod'
import { fetchRoutes } from './fetches.ts'
import { problems } from './problems.ts'
import { EpochMs } from './times.ts'
import { PollProblem, Tls } from './watches.ts'

/** How an engine is told who asks. A password or token is a secret of its own (secrets.ts). */
export const EngineAuthentication = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('none') }),
  z.object({ kind: z.literal('basic'), user: z.string().trim().min(1).max(256) }),
  z.object({ kind: z.literal('bearer') }),
])
export type EngineAuthentication = z.infer<typeof EngineAuthentication>

/** A request header's name, for example `X-Scope-OrgID` (Mimir's and Thanos' tenant). */
const HeaderName = z
  .string()
  .trim()
  .regex(/^[A-Za-z0-9-]{1,40}$/, 'wanted the name of a header: letters, digits and dashes, at most 40')

/** A label's name. */
const LabelName = z.string().regex(/^[A-Za-z_][A-Za-z0-9_]{0,99}$/, 'wanted the name of a label')

/** One attribute of a bean and what it is read from. */
export const MappingRow = z.object({
  bean: z
    .string()
    .trim()
    .min(1)
    .max(300)
    .meta({ description: 'as /jmx names it, for example Hadoop:service=NameNode,name=FSNamesystem' }),
  attribute: z.string().trim().min(1).max(200).meta({
    description:
      'as /jmx names it; tag.X: a text, the value of the label x (lower case) of the series that has a value',
  }),
  query: z.string().trim().max(4000).meta({
    description:
      'PromQL with $node in the place of the label matchers of the NameNode, for example Hadoop_NameNode_MissingBlocks{$node,name="FSNamesystem"}; empty: not read',
  }),
})
export type MappingRow = z.infer<typeof MappingRow>

const engineFields = {
  name: z.string().trim().min(1).max(100),
  url: z.string().trim().min(1).max(2000).meta({
    description: 'base address with its prefix, for example https://mimir/prometheus; without /api/v1',
  }),
  headers: z
    .array(HeaderName)
    .max(8)
    .meta({ description: 'names of headers that go with every request; their values are secrets' }),
  authentication: EngineAuthentication,
  tls: Tls,
  clusterLabel: LabelName.nullable().meta({
    description: 'label whose value names the cluster; null: cluster, where there is one',
  }),
  mapping: z
    .array(MappingRow)
    .max(2000)
    .meta({ description: 'rows of its own, which come before those that were found' }),
}

/** An engine as a person describes it. */
export const EngineInput = z.object({
  ...engineFields,
  headers: engineFields.headers.default([]),
  authentication: EngineAuthentication.default({ kind: 'none' }),
  tls: Tls.default({ ca: null, fingerprint: null, insecure: false }),
  clusterLabel: engineFields.clusterLabel.default(null),
  mapping: engineFields.mapping.default([]),
})
export type EngineInput = z.infer<typeof EngineInput>

const SecretState = z.object({ name: z.string(), isSet: z.boolean() })

export const Engine = z.object({
  id: z.number().int(),
  ...engineFields,
  secret: SecretState.nullable().meta({
    description: 'the password or token that its authentication needs; never its value',
  }),
  headerSecrets: z
    .array(SecretState.extend({ header: z.string() }))
    .meta({ description: 'the secrets that its headers take their values from' }),
  createdAt: EpochMs,
})
export type Engine = z.infer<typeof Engine>

/** Names of metrics that the dialects know; `own`: rows of its own only. */
export const dialects = [
  'jmx_exporter',
  'jmx_exporter-lowercase',
  'jmx_exporter-rules',
  'prom-a',
  'prom-b',
  'prom-c',
  'own',
] as const
export type Dialect = (typeof dialects)[number]

const Mapped = z.object({ mapped: z.number().int(), of: z.number().int() })

/** A NameNode whose series an engine has. */
export const FoundNameNode = z.object({
  instance: z.string().meta({ description: 'value of the label instance' }),
  labels: z.record(z.string(), z.string()).meta({ description: 'those that single it out' }),
  cluster: z.string().nullable(),
  dialect: z.enum(dialects),
  from: EpochMs.nullable().meta({ description: 'first of its data; null: unknown' }),
  to: EpochMs.nullable().meta({ description: 'last of its data; null: unknown' }),
  scrapeInterval: z.number().meta({ description: 'ms' }),
  metrics: Mapped.meta({ description: 'how many of the 28' }),
  signals: Mapped,
  missing: z.array(z.string()).meta({ description: 'ids of columns that nothing feeds' }),
})
export type FoundNameNode = z.infer<typeof FoundNameNode>

/** One row of a NameNode's mapping, as it stands. */
export const MappedRow = MappingRow.extend({
  found: z
    .string()
    .nullable()
    .meta({ description: 'the query that was found; null: none, query is what it would be, or empty' }),
  isOwn: z.boolean().meta({ description: 'the query is one of the engine’s own rows' }),
  isSeen: z.boolean().meta({
    description: 'its series was there in the last days of the data; an expression always counts as seen',
  }),
  columns: z.array(z.string()).meta({ description: 'ids of the columns that it feeds' }),
})
export type MappedRow = z.infer<typeof MappedRow>

/** A NameNode's mapping: every attribute that a column or the identity of the NameNode is read from. */
export const EngineMapping = z.object({
  instance: z.string(),
  dialect: z.enum(dialects),
  node: z.string().meta({ description: 'what $node stands for, for example instance="nn1:9404",job="hdfs"' }),
  metrics: Mapped,
  signals: Mapped,
  missing: z.array(z.string()).meta({ description: 'ids of columns that nothing feeds' }),
  rows: z.array(MappedRow),
})
export type EngineMapping = z.infer<typeof EngineMapping>

/** What an engine answered to a test. */
export const EngineTest = z.object({
  problem: PollProblem.nullable(),
  product: z.string().nullable().meta({ description: 'what it says it is, for example Prometheus 2.42.0' }),
  answerMs: z.number().nullable(),
  nameNodes: z.number().int().nullable().meta({ description: 'how many were found' }),
})
export type EngineTest = z.infer<typeof EngineTest>

const EngineId = z.coerce.number().int().positive()

const list = oc
  .route({ method: 'GET', path: '/engines', tags: ['engines'], summary: 'Engines of this site' })
  .output(z.array(Engine))

const add = oc
  .route({
    method: 'POST',
    path: '/engines',
    tags: ['engines'],
    summary: 'Add a Prometheus-compatible server',
  })
  .input(EngineInput)
  .errors(problems)
  .output(Engine)

const update = oc
  .route({
    method: 'PATCH',
    path: '/engines/{id}',
    tags: ['engines'],
    summary: 'Change an engine; an address of another host makes its kept secrets forgotten',
  })
  .input(z.object({ id: EngineId, ...z.object(engineFields).exactPartial().shape }))
  .errors(problems)
  .output(Engine)

const remove = oc
  .route({
    method: 'DELETE',
    path: '/engines/{id}',
    tags: ['engines'],
    summary: 'Remove an engine and its secrets; what was fetched stays',
  })
  .input(z.object({ id: EngineId }))
  .errors(problems)
  .output(z.object({ id: z.number().int() }))

const test = oc
  .route({
    method: 'POST',
    path: '/engines/test',
    tags: ['engines'],
    summary: 'Ask an engine once, without keeping anything',
  })
  .input(
    z.object({
      engine: EngineInput,
      id: EngineId.optional().meta({
        description: 'an engine whose kept secrets are used where the address is of its host',
      }),
      secret: z.string().max(10_000).optional().meta({ description: 'password or token to try; not kept' }),
      headers: z
        .record(z.string(), z.string().max(10_000))
        .optional()
        .meta({ description: 'values of headers to try; not kept' }),
    }),
  )
  .errors(problems)
  .output(EngineTest)

const namenodes = oc
  .route({
    method: 'GET',
    path: '/engines/{id}/namenodes',
    tags: ['engines'],
    summary: 'NameNodes whose series an engine has, with what of them is mapped',
  })
  .input(z.object({ id: EngineId }))
  .errors(problems)
  .output(z.array(FoundNameNode))

const mapping = oc
  .route({
    method: 'GET',
    path: '/engines/{id}/mapping',
    tags: ['engines'],
    summary: 'What each attribute of a NameNode is read from; changed by PATCH of the engine’s own rows',
  })
  .input(
    z.object({
      id: EngineId,
      instance: z
        .string()
        .max(500)
        .optional()
        .meta({ description: 'the first one found where it is left out' }),
    }),
  )
  .errors(problems)
  .output(EngineMapping)

export const engines = { list, add, update, remove, test, namenodes, mapping, ...fetchRoutes }
