// Notifications: who was told of an incident, how, and whether it arrived.
import { oc } from '@orpc/contract'
import { z } from 'zod'
import { problems } from './problems.ts'
import { EpochMs, limitOf } from './times.ts'

export const channels = ['desktop', 'webhook', 'mail'] as const
export type Channel = (typeof channels)[number]

export const Delivery = z.object({
  id: z.number().int(),
  channel: z.enum(channels),
  incidentId: z.number().int().nullable().meta({ description: 'null: a test' }),
  event: z.enum(['opened', 'worse', 'closed', 'test']),
  subject: z.string(),
  createdAt: EpochMs,
  state: z
    .enum(['waiting', 'sent', 'failed', 'withheld'])
    .meta({ description: 'withheld: more than notify.rate_per_hour' }),
  attempts: z.number().int(),
  error: z
    .string()
    .nullable()
    .meta({ description: 'why the last attempt failed; of a mail that was sent, who refused it' }),
})
export type Delivery = z.infer<typeof Delivery>

const list = oc
  .route({
    method: 'GET',
    path: '/notifications',
    tags: ['notifications'],
    summary: 'Latest notifications, newest first',
  })
  .input(z.object({ limit: limitOf(200, 50) }))
  .output(z.array(Delivery))

const test = oc
  .route({
    method: 'POST',
    path: '/notifications/test',
    tags: ['notifications'],
    summary: 'Send a test by one channel now; the error tells why it did not arrive',
  })
  .input(z.object({ channel: z.enum(channels) }))
  .errors(problems)
  .output(Delivery)

export const notifications = { list, test }
