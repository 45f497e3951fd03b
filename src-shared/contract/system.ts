// The system itself: version, engine, where the data is.
import { oc } from '@orpc/contract'
import { z } from 'zod'

export const Check = z.object({
  name: z.string(),
  ok: z.boolean(),
  detail: z.string(),
})
export type Check = z.infer<typeof Check>

const info = oc
  .route({ method: 'GET', path: '/system', tags: ['system'], summary: 'Version and zone of the server' })
  .output(
    z.object({
      version: z.string(),
      node: z.string(),
      schema: z.number().int(),
      modelFormat: z.number().int(),
      zone: z.string().meta({ description: 'zone in which YYYY-MM-DD HH:MM:SS is read' }),
    }),
  )

export const system = { info }
