// The contract: everything that a user interface or a program can ask of the product, and nothing else.
import { imports } from './imports.ts'
import { incidents } from './incidents.ts'
import { jobs } from './jobs.ts'
import { models } from './models.ts'
import { reports } from './reports.ts'
import { samples } from './samples.ts'
import { settings } from './settings.ts'
import { sources } from './sources.ts'
import { system } from './system.ts'

export const contract = { sources, imports, samples, models, reports, incidents, jobs, settings, system }
