// The contract implemented: one router for HTTP, message ports and callers in the same process.
import { api } from './declared-errors.ts'
import { imports } from './imports.ts'
import { incidents } from './incidents.ts'
import { jobs } from './jobs.ts'
import { models } from './models.ts'
import { reports } from './reports.ts'
import { samples } from './samples.ts'
import { settings } from './settings.ts'
import { sources } from './sources.ts'
import { system } from './system.ts'

export const router = api.router({
  sources,
  imports,
  samples,
  models,
  reports,
  incidents,
  jobs,
  settings,
  system,
})
