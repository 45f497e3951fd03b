// A part of a whole as a bar with its figure.
import classes from './report.module.css'
import { shareText } from './share-text.ts'

export function ShareBar({ share }: { readonly share: number }) {
  return (
    <span className={classes['share']}>
      <span className={classes['bar']} aria-hidden>
        <span style={{ width: `${String(share * 100)}%` }} />
      </span>
      <span>{shareText(share)}</span>
    </span>
  )
}
