// Sources: one NameNode or one HA nameservice each, with its nodes.
import { oc } from '@orpc/contract'
import { z } from 'zod'
import { problems } from './problems.ts'
import { EpochMs } from './times.ts'

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

export const Source = z.object({
  id: z.number().int(),
  name: z.string(),
  key: z.string().meta({ description: 'ClusterId/BlockPoolId' }),
  ...held,
  nodes: z.array(Node),
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

export const sources = { list, get }
