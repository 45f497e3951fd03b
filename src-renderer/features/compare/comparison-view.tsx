// Two reports side by side: heads, what changed in words, scores, tables.
import { Button, Title } from '@mantine/core'
import { IconArrowsExchange } from '@tabler/icons-react'
import { useLocation } from 'wouter'
import type { Comparison, SavedReport } from '../../../src-shared/contract/reports.ts'
import { figure } from '../../../src-shared/figures.ts'
import { useReport } from '../../data/reports.ts'
import { useZone } from '../../state/use-zone.ts'
import { useCommands } from '../commands/use-commands.ts'
import classes from './compare.module.css'
import { comparisonSummary } from './comparison-summary.ts'
import { ComparisonTables } from './comparison-tables.tsx'
import { ErrorCharts } from './error-charts.tsx'
import { SideHead } from './side-head.tsx'

/** Why scores may not be compared; metrics always may. */
function caveat(left: SavedReport | undefined, right: SavedReport | undefined): string | undefined {
  if (left === undefined || right === undefined) return undefined
  const [one, other] = [left.analysis.model, right.analysis.model]
  if (one.id !== other.id)
    return 'The two were scored by different models: their metrics compare, their scores do not.'
  if (one.threshold !== other.threshold)
    return `The thresholds differ, ${figure(one.threshold)} and ${figure(other.threshold)}: what counts as an incident differs too.`
  return undefined
}

export function ComparisonView({ comparison }: { readonly comparison: Comparison }) {
  const { left, right, flagged } = comparison
  const zone = useZone()
  const [, go] = useLocation()
  const { data: leftReport } = useReport(left.id)
  const { data: rightReport } = useReport(right.id)
  const swap = (): void => go(`/compare/${String(right.id)}/${String(left.id)}`)
  useCommands([{ id: 'compare-swap', label: 'Swap left and right', group: 'Compare', keys: 'X', run: swap }])
  const warning = caveat(leftReport, rightReport)
  return (
    <div className={classes['page']}>
      <div className={classes['cardHead']}>
        <Title order={1}>{`Report ${String(left.id)} and report ${String(right.id)} compared`}</Title>
        <Button variant="default" size="xs" leftSection={<IconArrowsExchange size={15} />} onClick={swap}>
          Swap sides
        </Button>
      </div>
      <div className={classes['sides']}>
        <SideHead side="Left" head={left} flagged={flagged.left} zone={zone.name} />
        <SideHead side="Right" head={right} flagged={flagged.right} zone={zone.name} />
      </div>
      <p className={classes['summary']}>
        {comparisonSummary(comparison)} {warning !== undefined && <b>{warning}</b>}
      </p>
      <ErrorCharts left={leftReport} right={rightReport} zone={zone} />
      <ComparisonTables comparison={comparison} />
    </div>
  )
}
