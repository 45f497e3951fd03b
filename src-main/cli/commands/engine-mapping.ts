// nnad engine mapping: what the attributes of a NameNode are read from; as a file, too.
import type { Command } from 'commander'
import { z } from 'zod'
import { type EngineMapping, type MappedRow, MappingRow } from '../../../src-shared/contract/engines.ts'
import { DeclaredError } from '../../../src-shared/errors.ts'
import { engineNamed } from '../engine-named.ts'
import { dataFolderOf, withServices } from '../session.ts'
import { figure, print, table, writeJson } from '../terminal.ts'
import { textIn } from '../text-file.ts'

/** What a mapping is in the file that exports it: the queries in force. */
const MappingFile = z.array(MappingRow).max(2000)

const isInForce = ({ isOwn, found }: MappedRow): boolean => isOwn || found !== null

function mappingText({ instance, dialect, node, metrics, signals, missing, rows }: EngineMapping): string {
  const shown = rows.map((row) => {
    const state = row.isOwn ? (row.query === '' ? 'off' : 'own') : row.found === null ? 'missing' : ''
    return [row.bean.replace(/^.*?name=/, ''), row.attribute, state, row.query]
  })
  return [
    table([['bean', 'attribute', '', 'query'], ...shown]),
    '',
    `${instance} (${dialect}), $node = ${node}`,
    `mapped ${String(metrics.mapped)} of ${String(metrics.of)} metrics, ${String(signals.mapped)} of ${String(signals.of)} signals; missing: ${missing.join(', ') || 'none'}`,
  ].join('\n')
}

function rowsIn(file: string): readonly MappingRow[] {
  const wanted = 'Wanted a mapping as "nnad engine mapping --export FILE" writes it'
  let content: unknown
  try {
    content = JSON.parse(textIn(file))
  } catch (cause) {
    if (cause instanceof DeclaredError) throw cause
    throw new DeclaredError('UNREADABLE', `${wanted}, got a file that is no JSON: ${file}.`, {}, { cause })
  }
  const parsed = MappingFile.safeParse(content)
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  throw new DeclaredError(
    'UNREADABLE',
    `${wanted}, got another in ${file}: ${issue?.path.join('.') ?? ''} ${issue?.message ?? ''}.`,
  )
}

const keyOf = ({ bean, attribute }: MappingRow): string => `${bean} ${attribute}`

/** What is in force anyway need not be an own row: NameNodes of other dialects keep theirs. */
async function mappingNow(ask: () => Promise<EngineMapping>): Promise<readonly MappedRow[]> {
  try {
    return (await ask()).rows
  } catch (error) {
    // A dialect that is not known yet is what a file is for.
    if (error instanceof DeclaredError && ['NO_DATA', 'NOT_FOUND'].includes(error.code)) return []
    throw error
  }
}

/** Adds the command to `nnad engine`. */
export function addMapping(engine: Command): void {
  engine
    .command('mapping')
    .description('show what the attributes of a NameNode are read from; export it, import rows of one’s own')
    .argument('[engine]', 'id or name; by default the only one')
    .option('--node <instance>', 'by default the first NameNode that is found')
    .option('--export <file>', 'write the queries in force as JSON, - for standard output')
    .option(
      '--import <file>',
      'put the rows of such a file over those that were found; an empty query: not read',
    )
    .option('--reset', 'forget all own rows')
    .option('--json <file>', 'write as JSON, - for standard output')
    .action(
      async (
        text: string | undefined,
        options: { node?: string; export?: string; import?: string; reset?: true; json?: string },
        command: Command,
      ) => {
        await withServices(dataFolderOf(command), async (services) => {
          const { engines } = services
          const { id, mapping: before } = await engineNamed(services, text)
          const kept = options.reset === true ? [] : before
          if (options.reset === true) await engines.change(id, { mapping: [] })
          if (options.import !== undefined) {
            const file = rowsIn(options.import)
            const now = await mappingNow(() => engines.mapping(id, options.node))
            const inForce = new Map(now.filter(isInForce).map((row) => [keyOf(row), row.query]))
            const changed = file.filter((row) => inForce.get(keyOf(row)) !== row.query)
            const others = kept.filter((row) => !changed.some((one) => keyOf(one) === keyOf(row)))
            await engines.change(id, { mapping: [...others, ...changed] })
            print(
              `${figure(changed.length)} rows taken over, ${figure(file.length - changed.length)} were in force already.`,
            )
          }
          if (options.import !== undefined && options.export === undefined && options.json === undefined)
            return
          const shown = await engines.mapping(id, options.node)
          if (options.export !== undefined)
            await writeJson(options.export, MappingFile.parse(shown.rows.filter(isInForce)))
          if (options.json !== undefined) await writeJson(options.json, shown)
          if (options.export === undefined && options.json !== '-') print(mappingText(shown))
        })
      },
    )
}
