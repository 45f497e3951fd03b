// nnad train: step 1, a model of what is normal.
import type { Command } from 'commander'
import type { Model } from '../../../src-shared/contract/models.ts'
import { type TimeRange, formatLocal } from '../../../src-shared/time.ts'
import type { TrainRequest } from '../../core/model/models.ts'
import type { Services } from '../../core/services.ts'
import { type TrainingOptions, count, leaveOutOption, profileOption, rangesArgument } from '../options.ts'
import { dataFolderOf, outcomeOf, sourceNamed, withServices } from '../session.ts'
import { figure, print, writeJson } from '../terminal.ts'

interface Options extends TrainingOptions {
  readonly baseline: readonly TimeRange[]
  readonly leaveOut?: readonly TimeRange[]
  readonly json?: string
}

/** Trains with the options of a command line, its progress on the terminal. */
export async function train(
  services: Services,
  baseline: readonly TimeRange[],
  options: TrainingOptions & Pick<Options, 'leaveOut'>,
): Promise<Model> {
  const request: TrainRequest = {
    source: sourceNamed(services, options.source),
    node: options.node,
    ranges: baseline,
    leaveOut: options.leaveOut,
    profile: options.profile,
    settings: options.epochs === undefined ? {} : { 'model.epochs': options.epochs },
  }
  return outcomeOf(services, services.models.train(request), 'Training')
}

export function addTrain(nnad: Command): void {
  nnad
    .command('train')
    .description(
      'train a model on a baseline: a stretch of healthy time, 30 rows at least, 30 to 60 minutes are better',
    )
    .requiredOption('--baseline <from..to>', 'healthy time; may be given several times', rangesArgument)
    .addOption(leaveOutOption())
    .option('--source <source>', 'id, name or key; by default the one with the latest data')
    .option('--node <host:port>', 'by default the one with the most active rows')
    .addOption(profileOption())
    .option('--epochs <n>', 'instead of the setting model.epochs', count)
    .option('--json <file>', 'write the model’s facts as JSON, - for standard output')
    .addHelpText('after', '\nExample:\n  nnad train --baseline "2026-02-24 21:00:00..2026-02-24 23:00:00"')
    .action(async (options: Options, command: Command) => {
      await withServices(dataFolderOf(command), async (services) => {
        const model = await train(services, options.baseline, options)
        if (options.json !== undefined) await writeJson(options.json, model)
        if (options.json === '-') return
        const ranges = model.ranges.map(({ from, to }) => `${formatLocal(from)} to ${formatLocal(to)}`)
        print(`Trained on ${model.node}, ${ranges.join(', ')}`)
        print(
          `${figure(model.rows)} rows used, ${String(model.epochs)} epochs run, threshold ${figure(model.threshold)}`,
        )
        print(
          `Engine: ${model.engine}${model.engineReason === null ? '' : `, because ${model.engineReason}`}`,
        )
      })
    })
}
