// The loss curve's geometry and words. Pure.
import type { Model, TrainingLosses } from '../../../src-shared/contract/models.ts'
import { figure } from '../../../src-shared/figures.ts'

/** Losses of some of the epochs, numbered from 1 on, of so many to come. */
export type Losses = TrainingLosses

/** The losses of a finished training. */
export function lossesOf({ loss, validationLoss }: Pick<Model, 'loss' | 'validationLoss'>): Losses {
  return { epochs: loss.length, epoch: loss.map((_, index) => index + 1), loss, validationLoss }
}

export interface Frame {
  readonly width: number
  readonly height: number
}

/** Highest loss of either curve; 1 where there is none. */
export function highestLoss(...curves: readonly (readonly (number | null)[])[]): number {
  const values = curves.flat().filter((value) => value !== null && Number.isFinite(value))
  return Math.max(0, ...values.map(Number)) || 1
}

/**
 * SVG path of a curve, open where a value is missing; empty without values. `epoch` numbers its values from 1 on; the
 * frame reaches to `epochs`, also where these are still to come.
 */
export function lossPath(
  losses: readonly (number | null)[],
  { epochs, epoch }: Pick<Losses, 'epochs' | 'epoch'>,
  highest: number,
  frame: Frame,
): string {
  const step = frame.width / Math.max(1, epochs - 1)
  let isOpen = true
  return losses
    .map((loss, index) => {
      if (loss === null || !Number.isFinite(loss)) {
        isOpen = true
        return ''
      }
      const command = isOpen ? 'M' : 'L'
      isOpen = false
      const [x, y] = [((epoch[index] ?? 1) - 1) * step, (1 - loss / highest) * frame.height]
      return `${command}${x.toFixed(1)} ${y.toFixed(1)}`
    })
    .join('')
}

/** The curve for who cannot see it. */
export function lossText({ epochs, epoch, loss, validationLoss }: Losses): string {
  if (loss.length === 0) return 'No training loss yet.'
  const [first, last, check] = [loss[0], loss.at(-1), validationLoss.at(-1)]
  const [done = 0] = epoch.slice(-1)
  const over = done < epochs ? `${String(done)} of ${String(epochs)}` : String(epochs)
  const way = (last ?? 0) > (first ?? 0) ? 'rose' : 'fell'
  const training = `Training loss ${way} from ${figure(first)} to ${figure(last)} over ${over} epochs`
  return check === undefined || check === null
    ? `${training}.`
    : `${training}; validation loss ended at ${figure(check)}.`
}
