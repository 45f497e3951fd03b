// The README's table of metrics, made from src-shared/metrics.ts.
import { metrics } from '../src-shared/metrics.ts'

const begin = '<!-- metrics: written by "npm run readme" -->\n'
const end = '<!-- /metrics -->'

/** The README with its table up to date. */
export function withMetricsTable(readme: string): string {
  const rows = metrics.map(
    ({ id, group, unit, bean, doc }) => `| \`${id}\` | ${group} | ${unit} | ${bean} | ${doc} |`,
  )
  const table = ['| metric | group | unit | bean | what it is |', '|---|---|---|---|---|', ...rows].join('\n')
  const [before = '', rest = ''] = readme.split(begin)
  return `${before}${begin}\n${table}\n\n${end}${rest.split(end)[1] ?? ''}`
}
