// Training and validation loss over the epochs.
import type { Model } from '../../../src-shared/contract/models.ts'
import { figure } from '../../../src-shared/figures.ts'
import classes from './investigate.module.css'
import { highestLoss, lossPath, lossText } from './loss-text.ts'

const frame = { width: 186, height: 64 } as const

export function LossCurve({ model }: { readonly model: Model }) {
  const { loss, validationLoss } = model
  const highest = highestLoss(loss, validationLoss)
  const hasValidation = validationLoss.some((value) => value !== null)
  return (
    <figure className={classes['loss']}>
      <svg
        viewBox="-46 -6 240 88"
        width="240"
        height="88"
        role="img"
        aria-label={lossText(loss, validationLoss)}
      >
        <path className={classes['axis']} d={`M0 0V${String(frame.height)}H${String(frame.width)}`} />
        <text x="-5" y="4" textAnchor="end">
          {figure(highest)}
        </text>
        <text x="-5" y={frame.height + 3} textAnchor="end">
          0
        </text>
        <text x="0" y={frame.height + 14}>
          1
        </text>
        <text x={frame.width} y={frame.height + 14} textAnchor="end">
          {`epoch ${String(loss.length)}`}
        </text>
        <path className={classes['training']} d={lossPath(loss, highest, frame)} />
        {hasValidation && (
          <path className={classes['validation']} d={lossPath(validationLoss, highest, frame)} />
        )}
      </svg>
      <figcaption className="quiet">
        {hasValidation ? 'Loss: training (solid), validation (dashed)' : 'Training loss'}
      </figcaption>
    </figure>
  )
}
