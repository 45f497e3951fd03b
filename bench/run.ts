// `npm run bench NAME [-- --json FILE]`: runs a benchmark, prints its tables. Without a name it lists them.
import { readdirSync, writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { type Table, isMet, tableText } from './table.ts'

const { positionals, values } = parseArgs({ allowPositionals: true, options: { json: { type: 'string' } } })
const names = readdirSync(new URL('benchmarks', import.meta.url)).map((file) => file.replace(/\.ts$/, ''))
const [name] = positionals

if (name === undefined || !names.includes(name)) {
  console.error(
    `Wanted one of: ${names.join(', ')}. For example: npm run bench ${names[0] ?? ''} -- --json result.json`,
  )
  process.exitCode = 2
} else {
  const { benchmark } = (await import(`./benchmarks/${name}.ts`)) as {
    benchmark: () => Promise<Table | readonly Table[]>
  }
  const tables = [await benchmark()].flat()
  console.log(tables.map(tableText).join('\n\n'))
  if (values.json !== undefined) {
    const results = tables.map(({ targets = [], ...table }) => ({
      ...table,
      targets: targets.map((target) => ({ ...target, met: isMet(target) })),
    }))
    writeFileSync(values.json, `${JSON.stringify(results.length === 1 ? results[0] : results, null, 1)}\n`)
  }
}
