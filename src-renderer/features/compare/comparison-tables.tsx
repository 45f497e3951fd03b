// What changed: metrics, leading metrics, causes, users. Where neither side has any, one line says so.
import { Switch } from '@mantine/core'
import { useState } from 'react'
import type { Comparison } from '../../../src-shared/contract/reports.ts'
import { MetricsTable } from './metrics-table.tsx'
import { type PartRow, PartsTable } from './parts-table.tsx'
import classes from './compare.module.css'

const hasChanged = ({ change }: Pick<PartRow, 'change'>): boolean => change !== 'same'

interface PartsProps {
  readonly title: string
  readonly what: string
  readonly rows: readonly PartRow[]
  readonly isOnlyChanged: boolean
  /** Said where neither side has any. */
  readonly none: string
}

function Parts({ title, what, rows, isOnlyChanged, none }: PartsProps) {
  const shown = isOnlyChanged ? rows.filter(hasChanged) : rows
  if (rows.length === 0) return <p className="quiet">{none}</p>
  return (
    <section aria-label={title}>
      <h3>{title}</h3>
      {shown.length === 0 ? (
        <p className="quiet">Nothing changed.</p>
      ) : (
        <PartsTable label={title} what={what} rows={shown} />
      )}
    </section>
  )
}

export function ComparisonTables({ comparison }: { readonly comparison: Comparison }) {
  const [isOnlyChanged, setOnlyChanged] = useState(true)
  const { metrics, leading, causes, users } = comparison
  const shown = isOnlyChanged ? metrics.filter(hasChanged) : metrics
  const parts = { isOnlyChanged }
  return (
    <section className={`card ${classes['tables'] ?? ''}`} aria-labelledby="changes-heading">
      <div className={classes['cardHead']}>
        <h2 id="changes-heading">What changed from left to right</h2>
        <Switch
          size="xs"
          label="Only what changed"
          checked={isOnlyChanged}
          onChange={(event) => setOnlyChanged(event.currentTarget.checked)}
        />
      </div>
      {shown.length === 0 ? (
        <p className="quiet">No metric changed by more than a quarter and a natural floor, 1 ms for times.</p>
      ) : (
        <MetricsTable rows={shown} />
      )}
      <Parts
        title="Leading metrics: parts in the score of all flagged windows"
        what="Metric"
        rows={leading.map(({ metric, ...rest }) => ({ name: metric, ...rest }))}
        none="Neither report has flagged windows, so no metric leads."
        {...parts}
      />
      <Parts
        title="Causes: confidence"
        what="Cause"
        rows={causes.map(({ title, left, right, change }) => ({ name: title, left, right, change }))}
        none="Neither report names a cause."
        {...parts}
      />
      <Parts
        title="Users: part of the added cost"
        what="User, operation"
        rows={users.map(({ user, operation, ...rest }) => ({ name: `${user}, ${operation}`, ...rest }))}
        none="Neither report names users."
        {...parts}
      />
    </section>
  )
}
