// Which of a source's models judges rows of an HA state. Pure.
import { DeclaredError } from '../../../src-shared/errors.ts'
import type { HaState } from '../etl/identity.ts'

/** A model as far as the choice goes. */
interface OfState {
  /** Of the rows that it learned; null where that is not known, and all rows are its. */
  readonly haState: HaState | null
}

/** A model that rows may be scored with. */
export interface ModelChoice extends OfState {
  readonly id: string
  readonly folder: string
}

/** A NameNode whose documents do not say is taken for an active one: that is what is polled as a rule. */
const alike: Readonly<Partial<Record<string, HaState>>> = { unknown: 'active', active: 'unknown' }

/**
 * The first of the models, given in the order of preference, that learned rows of the state, or of a state that was not
 * kept; where there is none, one that takes `unknown` for active. Undefined where all are of other states.
 */
export function modelFor<Model extends OfState>(models: readonly Model[], state: string): Model | undefined {
  const own = models.find(({ haState }) => haState === state || haState === null)
  return own ?? models.find(({ haState }) => haState === alike[state])
}

/** The error for rows of a state that no model has learned. */
export function noModelFor(models: readonly OfState[], state: HaState): DeclaredError {
  const states = [...new Set(models.flatMap(({ haState }) => haState ?? []))].join(', ')
  return new DeclaredError(
    'NO_MODEL',
    `Most rows of this stretch are of a NameNode in the state ${state}; this source's models have learned rows in the state ` +
      `${states}, whose normal is another one. Train on a stretch in which the node was ${state} ("nnad train" or ` +
      'POST /api/model/train), or name the model to judge by all the same.',
  )
}
