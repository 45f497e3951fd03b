// Sources: one NameNode or one HA nameservice each, with its nodes.
import { oc } from '@orpc/contract'
import { z } from 'zod'
import { problems } from './problems.ts'
import { EpochMs, Range } from './times.ts'

const held = {
  documents: z.number().int().meta({ description: 'raw documents kept' }),
  samples: z.number().int().meta({ description: 'processed rows' }),
  first: EpochMs.nullable(),
  last: EpochMs.nullable(),
}

export const Node = z.object({
  name: z.string().meta({ description: 'host:port of the client RPC server' }),
  version: z.string().nullable(),
  haState: z.string(),
  zone: z.string().nullable().meta({ description: "zone of the NameNode's JVM; null where no dump said" }),
  ...held,
})

const Hour = z.number().int().min(0).max(23)

/** What a source's model is trained on again and again. */
export const BaselineRule = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('fixed'),
    ranges: z.array(Range).min(1).max(100),
  }),
  z.object({
    kind: z.literal('rolling'),
    days: z.number().int().min(1).max(90).meta({ description: 'the last so many days before a training' }),
    hours: z
      .object({ from: Hour, to: Hour, zone: z.string().max(64) })
      .nullable()
      .meta({
        description:
          'of those only these hours of a day, `to` excluded, in a zone; from 22 to 6 goes over midnight',
      }),
  }),
])
export type BaselineRule = z.infer<typeof BaselineRule>

export const Source = z.object({
  id: z.number().int(),
  name: z.string(),
  key: z.string().meta({ description: 'ClusterId/BlockPoolId' }),
  ...held,
  nodes: z.array(Node),
  baseline: BaselineRule.nullable().meta({
    description:
      'what retraining learns, flagged stretches left out; null: nobody said, so nothing is retrained',
  }),
})
export type Source = z.infer<typeof Source>

const list = oc
  .route({ method: 'GET', path: '/sources', tags: ['sources'], summary: 'Sources, the latest data first' })
  .output(z.array(Source))

const get = oc
  .route({ method: 'GET', path: '/sources/{id}', tags: ['sources'], summary: 'One source' })
  .input(z.object({ id: z.coerce.number().int() }))
  .errors(problems)
  .output(Source)

const setBaseline = oc
  .route({
    method: 'PUT',
    path: '/sources/{id}/baseline',
    tags: ['sources'],
    summary: "Say what a source's model is trained on again",
  })
  .input(z.object({ id: z.coerce.number().int(), rule: BaselineRule.nullable() }))
  .errors(problems)
  .output(Source)

/** What a rule comes to now. */
export const BaselinePreview = z.object({
  ranges: z.array(Range),
  leftOut: z.array(Range.extend({ reason: z.string() })).meta({ description: 'flagged stretches, and why' }),
  rows: z.number().int(),
})
export type BaselinePreview = z.infer<typeof BaselinePreview>

const previewBaseline = oc
  .route({
    method: 'POST',
    path: '/sources/{id}/baseline/preview',
    tags: ['sources'],
    summary: 'Which stretches a rule would learn now',
  })
  .input(z.object({ id: z.coerce.number().int(), rule: BaselineRule }))
  .errors(problems)
  .output(BaselinePreview)

export const sources = { list, get, setBaseline, previewBaseline }
