// Judges one NameNode: trains on its baseline and analyses the window, in threads of their own; its model is gone afterwards.
import { mkdtemp, mkdir, rm } from 'node:fs/promises'
import path from 'node:path'
import type { FleetFinding } from '../../../src-shared/contract/fleets.ts'
import type { Settings as SettingValues } from '../../../src-shared/contract/settings.ts'
import type { TimeRange } from '../../../src-shared/time.ts'
import type { Host } from '../host.ts'
import type { TrainTask } from '../model/train-worker.ts'
import type { AnalyzeTask } from '../report/analyze-worker.ts'
import { runTask, workerFile } from '../worker/task.ts'
import { findingOf } from './finding.ts'

const trainWorker = workerFile('../model/train-worker', import.meta.url)
const analyzeWorker = workerFile('../report/analyze-worker', import.meta.url)

const modelId = 'fleet'

export interface JudgeRequest {
  readonly host: Host
  readonly settings: SettingValues
  readonly sourceId: number
  readonly node: string
  /** Epoch ms, both ends included. */
  readonly baseline: readonly TimeRange[]
  readonly window: TimeRange
  readonly signal: AbortSignal
  /** Called when the model is there. */
  readonly onTrained: () => void
}

/** A folder for one model; a killed process's goes at the next start with other unfinished models (see model-file.ts). */
async function temporaryFolder(dataFolder: string): Promise<string> {
  const models = path.join(dataFolder, 'models')
  await mkdir(models, { recursive: true })
  return mkdtemp(path.join(models, '.unfinished-fleet-'))
}

/**
 * What a report on the window with a model of the baseline would say. The same steps as of a training and a report, so that
 * a report agrees with it. Throws as those: NO_DATA, NO_MODEL (other HA states), CANCELLED, WORKER_DIED.
 */
export async function judge(request: JudgeRequest): Promise<FleetFinding> {
  const { host, settings, sourceId, node, baseline, window, signal, onTrained } = request
  const folder = await temporaryFolder(host.dataFolder)
  const same = { dataFolder: host.dataFolder, sourceId, node, appVersion: host.version }
  try {
    const { facts } = await runTask<TrainTask>(
      trainWorker,
      {
        ...same,
        modelsFolder: folder,
        modelId,
        haState: undefined,
        ranges: baseline,
        profile: settings['model.profile'],
        settings,
        draft: true,
        against: undefined,
        createdAt: host.clock.now(),
      },
      { signal },
    )
    onTrained()
    const { report } = await runTask<AnalyzeTask>(
      analyzeWorker,
      {
        ...same,
        models: [{ id: modelId, folder: path.join(folder, modelId), haState: facts.haState }],
        window,
        thresholdOverride: undefined,
        createdAt: host.clock.now(),
      },
      { signal },
    )
    return findingOf(report.analysis, facts.haState)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
