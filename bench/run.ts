// `npm run bench NAME [-- --json FILE]`: runs a benchmark, prints its table. Without a name it lists them.
import { readdirSync, writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { type Table, tableText } from './table.ts'

const { positionals, values } = parseArgs({ allowPositionals: true, options: { json: { type: 'string' } } })
const names = readdirSync(new URL('benchmarks', import.meta.url)).map((file) => file.replace(/\.ts$/, ''))
const [name] = positionals

if (name === undefined || !names.includes(name)) {
  console.error(
    `Wanted one of: ${names.join(', ')}. For example: npm run bench ${names[0] ?? ''} -- --json result.json`,
  )
  process.exitCode = 2
} else {
  const { benchmark } = (await import(`./benchmarks/${name}.ts`)) as { benchmark: () => Promise<Table> }
  const table = await benchmark()
  console.log(tableText(table))
  if (values.json !== undefined) writeFileSync(values.json, `${JSON.stringify(table, null, 1)}\n`)
}
