// Training and validation loss over the epochs; of a training that runs as far as it is, in the frame of all to come.
import { figure } from '../../../src-shared/figures.ts'
import classes from './baseline.module.css'
import { type Losses, highestLoss, lossPath, lossText } from './loss-text.ts'

const frame = { width: 154, height: 64 } as const

export function LossCurve({ losses }: { readonly losses: Losses }) {
  const { epochs, loss, validationLoss } = losses
  const highest = highestLoss(loss, validationLoss)
  const hasValidation = validationLoss.some((value) => value !== null)
  return (
    <figure className={classes['loss']}>
      <svg viewBox="-50 -6 208 86" width="208" height="86" role="img" aria-label={lossText(losses)}>
        <path className={classes['axis']} d={`M0 0V${String(frame.height)}H${String(frame.width)}`} />
        <text x="-5" y="4" textAnchor="end">
          {loss.length > 0 && figure(highest)}
        </text>
        <text x="-5" y={frame.height + 3} textAnchor="end">
          0
        </text>
        <text x="0" y={frame.height + 14}>
          1
        </text>
        <text x={frame.width} y={frame.height + 14} textAnchor="end">
          {`epoch ${String(epochs)}`}
        </text>
        <path className={classes['training']} d={lossPath(loss, losses, highest, frame)} />
        <path className={classes['validation']} d={lossPath(validationLoss, losses, highest, frame)} />
      </svg>
      <figcaption className="quiet">
        {hasValidation || loss.length === 0 ? 'Loss: training, validation (dashed)' : 'Training loss'}
      </figcaption>
    </figure>
  )
}
