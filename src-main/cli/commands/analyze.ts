// nnad analyze: step 2; with paths the whole way from a dump to incidents in one go, no store left behind.
import type { Command } from 'commander'
import { type Analysis, analysisSchema } from '../../../src-shared/contract/analysis.ts'
import { DeclaredError } from '../../../src-shared/errors.ts'
import type { TimeRange } from '../../../src-shared/time.ts'
import type { Services } from '../../core/services.ts'
import { analysisText } from '../analysis-text.ts'
import {
  type TrainingOptions,
  count,
  positiveNumber,
  profileOption,
  rangeArgument,
  rangesArgument,
} from '../options.ts'
import { dataFolderOf, outcomeOf, sourceNamed, withServices, withTemporaryServices } from '../session.ts'
import { print, writeJson } from '../terminal.ts'
import { train } from './train.ts'

interface Options extends TrainingOptions {
  readonly baseline?: readonly TimeRange[]
  readonly window?: TimeRange
  readonly threshold?: number
  readonly json?: string
  readonly schema?: true
}

async function analyze(services: Services, window: TimeRange, options: Options): Promise<Analysis> {
  if (options.baseline !== undefined) await train(services, options.baseline, options)
  const job = services.reports.analyze({
    source: sourceNamed(services, options.source),
    node: options.node,
    window,
    thresholdOverride: options.threshold,
  })
  return (await outcomeOf(services, job, 'Analysing')).report.analysis
}

/** A dump of several sources needs a choice: the latest data may not be the one that is meant. */
function mustBeOneSource(services: Services, chosen: string | undefined): void {
  const sources = services.sources.list()
  if (chosen !== undefined || sources.length < 2) return
  const names = sources.map(({ name, key }) => `${name} (${key})`)
  throw new DeclaredError(
    'BAD_INPUT',
    `The dump holds several sources: choose one with --source: ${names.join(', ')}.`,
  )
}

async function analyzeDump(paths: readonly string[], window: TimeRange, options: Options): Promise<Analysis> {
  if (options.baseline === undefined) {
    throw new DeclaredError(
      'BAD_INPUT',
      'Wanted --baseline FROM..TO beside the paths: healthy time to learn normal from.',
    )
  }
  return withTemporaryServices(async (services) => {
    await outcomeOf(services, services.imports.start(paths), 'Importing')
    mustBeOneSource(services, options.source)
    return analyze(services, window, options)
  })
}

export function addAnalyze(nnad: Command): void {
  nnad
    .command('analyze')
    .description(
      'find incidents in a window; with paths: import, train and analyse in one go, nothing is stored',
    )
    .argument('[path...]', 'dumps to analyse without storing them')
    .option('--window <from..to>', 'suspected time', rangeArgument)
    .option(
      '--baseline <from..to>',
      'healthy time to train on first; may be given several times',
      rangesArgument,
    )
    .option('--threshold <score>', 'instead of the model’s own', positiveNumber)
    .addOption(profileOption())
    .option('--source <source>', 'id, name or key; by default the only one or the one with the latest data')
    .option('--node <host:port>', 'by default the one with the most active rows')
    .option('--epochs <n>', 'instead of the setting model.epochs', count)
    .option('--json <file>', 'write the analysis as JSON, - for standard output')
    .option('--schema', 'print the JSON schema of --json and end')
    .addHelpText(
      'after',
      `
Examples:
  nnad analyze day.jsonl.zst --baseline "2026-02-24 20:00:00..2026-02-24 21:00:00" \\
    --window "2026-02-24 21:00:00..2026-02-24 23:00:00" --json result.json
  nnad analyze --window 2026-02-24T21:00:00Z..2026-02-24T23:00:00Z     (stored data, latest model)`,
    )
    .action(async (paths: string[], options: Options, command: Command) => {
      if (options.schema === true) {
        await writeJson('-', analysisSchema())
        return
      }
      const { window } = options
      if (window === undefined)
        throw new DeclaredError('BAD_INPUT', 'Wanted --window FROM..TO: the suspected time.')
      const analysis =
        paths.length > 0
          ? await analyzeDump(paths, window, options)
          : await withServices(dataFolderOf(command), (services) => analyze(services, window, options))
      if (options.json !== undefined) await writeJson(options.json, analysis)
      if (options.json !== '-') print(analysisText(analysis))
    })
}
