// What an import could not read, and why.
import type { ImportSummary } from '../../../src-shared/contract/imports.ts'
import { figure } from '../../../src-shared/figures.ts'
import { skippedText } from './import-text.ts'
import classes from './start.module.css'

/** More is in the answer of the API; a page of reasons helps nobody. */
const shown = 50

export function Skipped({ summary }: { readonly summary: ImportSummary }) {
  if (summary.skippedCount === 0) return null
  const more = summary.skippedCount - Math.min(shown, summary.skipped.length)
  return (
    <details className={classes['skipped']}>
      <summary>{skippedText(summary)}</summary>
      <ul>
        {summary.skipped.slice(0, shown).map(({ place, reason }, index) => (
          <li key={index}>
            <span className={classes['place']}>{place}</span>: {reason}
          </li>
        ))}
        {more > 0 && <li className="quiet">and {figure(more)} more</li>}
      </ul>
    </details>
  )
}
