// `npm run readme`: brings the README's table of metrics up to date.
import { readFileSync, writeFileSync } from 'node:fs'
import { withMetricsTable } from './metrics-table.ts'

writeFileSync('README.md', withMetricsTable(readFileSync('README.md', 'utf8')))
