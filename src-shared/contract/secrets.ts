// Secrets: passwords and tokens by name. Their values go in and never come out.
import { oc } from '@orpc/contract'
import { z } from 'zod'
import { problems } from './problems.ts'

/** Letters, digits and dashes, for example `watch-3` or `smtp-password`. */
export const SecretName = z.string().regex(/^[a-z][a-z0-9-]{0,63}$/)

/** Secrets of the product itself; each watch has one more, named after its id, and engines have some. */
export const productSecrets = ['webhook-url', 'pagerduty-key', 'smtp-password', 'remote-write'] as const

/** Name of a watch's secret. */
export const watchSecret = (id: number): string => `watch-${String(id)}`

/** Name of the secret by which an engine is logged in to: its password or token. */
export const engineSecret = (id: number): string => `engine-${String(id)}`

/** Name of the secret that is the value of a header of an engine. */
export const engineHeaderSecret = (id: number, header: string): string =>
  `${engineSecret(id)}-${header.toLowerCase()}`

/** The environment variable that a host without a keychain reads a secret from. */
export const secretVariable = (name: string): string =>
  `NNAD_SECRET_${name.toUpperCase().replaceAll('-', '_')}`

export const Secrets = z.object({
  keeps: z
    .boolean()
    .meta({ description: 'this host can keep secrets; otherwise they come from its environment' }),
  note: z.string().meta({ description: 'how they are protected, or that they are not, for people' }),
  secrets: z.array(
    z.object({
      name: z.string(),
      isSet: z.boolean(),
      variable: z
        .string()
        .meta({ description: 'environment variable that sets it where the host keeps none' }),
    }),
  ),
})
export type Secrets = z.infer<typeof Secrets>

const list = oc
  .route({ method: 'GET', path: '/secrets', tags: ['secrets'], summary: 'Which secrets are set' })
  .output(Secrets)

const set = oc
  .route({ method: 'PUT', path: '/secrets/{name}', tags: ['secrets'], summary: 'Set a secret' })
  .input(z.object({ name: SecretName, value: z.string().min(1).max(10_000) }))
  .errors(problems)
  .output(Secrets)

const remove = oc
  .route({ method: 'DELETE', path: '/secrets/{name}', tags: ['secrets'], summary: 'Forget a secret' })
  .input(z.object({ name: SecretName }))
  .errors(problems)
  .output(Secrets)

export const secrets = { list, set, remove }
