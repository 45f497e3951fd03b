// A bar with its figures under it, as screen readers know one.
import classes from './job-progress.module.css'

interface ProgressBarProps {
  readonly label: string
  /** Part done, 0 to 1; undefined while not known. */
  readonly share: number | undefined
  /** How far it is, in words. */
  readonly text: string
}

export function ProgressBar({ label, share, text }: ProgressBarProps) {
  return (
    <div className={classes['bar']}>
      <div
        className={classes['track']}
        role="progressbar"
        aria-label={label}
        aria-valuetext={text}
        aria-valuemin={0}
        aria-valuemax={100}
        {...(share === undefined ? {} : { 'aria-valuenow': Math.round(share * 100) })}
      >
        <span
          className={classes['fill']}
          style={{ transform: `scaleX(${String(share ?? 1)})` }}
          data-unknown={share === undefined || undefined}
        />
      </div>
      <span className={`figures quiet ${classes['text'] ?? ''}`}>{text}</span>
    </div>
  )
}
