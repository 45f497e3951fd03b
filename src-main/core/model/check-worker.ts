// Worker: checks a baseline by cross-validation. Nothing is kept of it.
import type { BaselineCheck } from '../../../src-shared/contract/models.ts'
import type { Settings } from '../../../src-shared/contract/settings.ts'
import type { Profile } from '../../../src-shared/profiles.ts'
import { profileValues } from '../etl/features.ts'
import { serveTask } from '../worker/serve-task.ts'
import type { Task } from '../worker/task.ts'
import { type BaselinePlace, readBaseline } from './baseline.ts'
import { type CheckProgress, checkingArchitecture, checkBaseline } from './check-baseline.ts'
import { chooseEngine } from './choose-engine.ts'

export interface CheckInput extends BaselinePlace {
  readonly profile: Profile
  readonly settings: Settings
}

export type CheckTask = Task<CheckInput, CheckProgress, BaselineCheck>

serveTask<CheckTask>(async (input, { signal, progress }) => {
  const { settings, profile } = input
  const length = settings['model.sequence_length']
  const { node, rows, starts } = readBaseline(input, length, 'a check')
  const architecture = checkingArchitecture(length)
  const { engine } = await chooseEngine('fused', architecture)
  const baseline = { values: profileValues(profile, rows), starts, times: rows.times }
  const found = await checkBaseline(engine, architecture, baseline, settings['model.seed'], {
    signal,
    progress,
  })
  return { node, ...found }
})
