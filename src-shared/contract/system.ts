// The system itself: version, what this host can do, what it keeps, and the way back to a clean state.
import { oc } from '@orpc/contract'
import { z } from 'zod'
import { problems } from './problems.ts'
import { EpochMs } from './times.ts'

export const Check = z.object({
  name: z.string(),
  ok: z.boolean(),
  detail: z.string(),
})
export type Check = z.infer<typeof Check>

const info = oc
  .route({
    method: 'GET',
    path: '/system',
    tags: ['system'],
    summary: 'Version, zone and abilities of the server',
  })
  .output(
    z.object({
      version: z.string(),
      node: z.string(),
      schema: z.number().int(),
      modelFormat: z.number().int(),
      zone: z.string().meta({ description: 'zone in which YYYY-MM-DD HH:MM:SS is read' }),
      dataFolder: z.string(),
      isDesktop: z.boolean().meta({ description: 'runs in the desktop app, which can choose files' }),
    }),
  )

/** A copy of the data folder: made by a backup, or set aside by a reset. */
export const Backup = z.object({ name: z.string(), createdAt: EpochMs, bytes: z.number().int() })
export type Backup = z.infer<typeof Backup>

export const Contents = z.object({
  folder: z.string(),
  bytes: z.number().int(),
  sources: z.array(z.string()),
  documents: z.number().int(),
  models: z.number().int(),
  reports: z.number().int(),
  changedSettings: z.number().int().meta({ description: 'settings that differ from their defaults' }),
  backups: z.array(Backup).meta({ description: 'newest first' }),
})
export type Contents = z.infer<typeof Contents>

const contents = oc
  .route({
    method: 'GET',
    path: '/system/contents',
    tags: ['system'],
    summary: 'What is kept on disk: what a reset would set aside, and the backups',
  })
  .errors(problems)
  .output(Contents)

const backup = oc
  .route({
    method: 'POST',
    path: '/system/backups',
    tags: ['system'],
    summary: 'Back up: a copy of everything that is kept, taken while work goes on',
  })
  .errors(problems)
  .output(Backup)

const reset = oc
  .route({
    method: 'POST',
    path: '/system/reset',
    tags: ['system'],
    summary: 'Back to a clean state; everything is set aside as a backup',
  })
  .errors(problems)
  .output(Backup)

const restore = oc
  .route({
    method: 'POST',
    path: '/system/backups/{name}/restore',
    tags: ['system'],
    summary: 'Put a backup back, and so undo a reset; what is there now becomes a backup in its stead',
  })
  .input(z.object({ name: z.string() }))
  .errors(problems)
  .output(Contents)

const discard = oc
  .route({
    method: 'DELETE',
    path: '/system/backups/{name}',
    tags: ['system'],
    summary: 'Delete a backup for good',
  })
  .input(z.object({ name: z.string() }))
  .errors(problems)
  .output(Contents)

const chooseFiles = oc
  .route({
    method: 'POST',
    path: '/system/choose-files',
    tags: ['system'],
    summary: "Paths that a person chooses in the desktop app's file dialog; elsewhere refused",
  })
  .input(z.object({ kind: z.enum(['files', 'folder']) }))
  .errors(problems)
  .output(z.object({ paths: z.array(z.string()).meta({ description: 'none: the person cancelled' }) }))

export const system = { info, contents, backup, reset, restore, discard, chooseFiles }
