// The loss curve's geometry and words. Pure.
import { figure } from '../../../src-shared/figures.ts'

export interface Frame {
  readonly width: number
  readonly height: number
}

/** Highest loss of either curve; 1 where there is none. */
export function highestLoss(...curves: readonly (readonly (number | null)[])[]): number {
  const values = curves.flat().filter((value) => value !== null && Number.isFinite(value))
  return Math.max(0, ...values.map(Number)) || 1
}

/** SVG path of a curve over its epochs, open where a value is missing; empty without values. */
export function lossPath(losses: readonly (number | null)[], highest: number, frame: Frame): string {
  const step = frame.width / Math.max(1, losses.length - 1)
  let isOpen = true
  return losses
    .map((loss, epoch) => {
      if (loss === null || !Number.isFinite(loss)) {
        isOpen = true
        return ''
      }
      const command = isOpen ? 'M' : 'L'
      isOpen = false
      return `${command}${(epoch * step).toFixed(1)} ${((1 - loss / highest) * frame.height).toFixed(1)}`
    })
    .join('')
}

/** The curve for who cannot see it. */
export function lossText(loss: readonly number[], validation: readonly (number | null)[]): string {
  const [first, last, check] = [loss[0], loss.at(-1), validation.at(-1)]
  const training = `Training loss fell from ${figure(first)} to ${figure(last)} over ${String(loss.length)} epochs`
  return check === undefined || check === null
    ? `${training}.`
    : `${training}; validation loss ended at ${figure(check)}.`
}
