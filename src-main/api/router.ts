// The contract implemented: one router for HTTP, message ports and callers in the same process.
import { api } from './declared-errors.ts'
import { engines } from './engines.ts'
import { fleets } from './fleets.ts'
import { imports } from './imports.ts'
import { incidents } from './incidents.ts'
import { jobs } from './jobs.ts'
import { models } from './models.ts'
import { monitoring } from './monitoring.ts'
import { notifications } from './notifications.ts'
import { reports } from './reports.ts'
import { samples } from './samples.ts'
import { secrets } from './secrets.ts'
import { settings } from './settings.ts'
import { sources } from './sources.ts'
import { system } from './system.ts'
import { watches } from './watches.ts'

export const router = api.router({
  sources,
  watches,
  engines,
  imports,
  samples,
  models,
  reports,
  fleets,
  incidents,
  monitoring,
  notifications,
  jobs,
  settings,
  secrets,
  system,
})
