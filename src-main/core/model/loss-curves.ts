// The losses of trainings as they run, for curves that are drawn meanwhile.
import type { TrainingLosses } from '../../../src-shared/contract/models.ts'
import { DeclaredError } from '../../../src-shared/errors.ts'
import type { EpochLoss } from './engine.ts'

/** Points of a curve at most. */
const most = 200
/** Trainings remembered, those under way among them. */
const kept = 50

/** At most `most` of the losses, evenly chosen, the first and the last among them. */
function thinned(losses: readonly EpochLoss[]): readonly EpochLoss[] {
  if (losses.length <= most) return losses
  const step = (losses.length - 1) / (most - 1)
  return Array.from({ length: most }, (_, point) => losses[Math.round(point * step)]).filter(
    (loss) => loss !== undefined,
  )
}

interface Curve {
  readonly epochs: number
  /** Rising epochs; reports of a training that is faster than they are lack some until it has ended. */
  losses: EpochLoss[]
}

export class LossCurves {
  readonly #curves = new Map<string, Curve>()

  /** Begins the curve of a job that is to train for so many epochs. */
  begin(job: string, epochs: number): void {
    this.#curves.set(job, { epochs, losses: [] })
    for (const oldest of [...this.#curves.keys()].slice(0, -kept)) this.#curves.delete(oldest)
  }

  /** Adds the loss of an epoch. */
  add(job: string, { epoch, loss, validationLoss }: EpochLoss): void {
    const curve = this.#curves.get(job)
    curve?.losses.push({ epoch, loss, validationLoss })
  }

  /** The whole curve, once the training has ended. */
  complete(job: string, losses: readonly EpochLoss[]): void {
    const curve = this.#curves.get(job)
    if (curve !== undefined) curve.losses = [...losses]
  }

  /** The curve of a job so far. Throws NOT_FOUND for a job that is no training of late. */
  of(job: string): TrainingLosses {
    const curve = this.#curves.get(job)
    if (curve === undefined) {
      throw new DeclaredError(
        'NOT_FOUND',
        `There are no losses of a job ${job}: those of the latest ${String(kept)} trainings are kept until the server stops.`,
      )
    }
    const shown = thinned(curve.losses)
    return {
      epochs: curve.epochs,
      epoch: shown.map(({ epoch }) => epoch),
      loss: shown.map(({ loss }) => loss),
      validationLoss: shown.map(({ validationLoss }) => validationLoss),
    }
  }
}
