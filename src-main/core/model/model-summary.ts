// What of a model's facts lists and screens show.
import type { Model } from '../../../src-shared/contract/models.ts'
import { profiles } from '../../../src-shared/profiles.ts'
import type { ModelFacts } from './model-facts.ts'

/** What never changes of a model once it is trained. */
export type KnownModel = Omit<
  Model,
  'id' | 'sourceId' | 'createdAt' | 'haState' | 'current' | 'refused' | 'draft'
>

/** A model's facts as the contract has them. */
export function knownModel(facts: ModelFacts): KnownModel {
  return {
    node: facts.trainedOn.node ?? '',
    profile: profiles.find((profile) => profile === facts.profile) ?? 'default',
    engine: facts.engine,
    engineReason: facts.engineReason,
    latentDim: facts.architecture.latentDim,
    hiddenDim: facts.architecture.hiddenDim,
    threshold: facts.threshold.value,
    rows: facts.trainedOn.rows,
    windows: facts.trainedOn.windows,
    epochs: facts.history.length,
    loss: facts.history.map((epoch) => epoch.loss),
    validationLoss: facts.history.map((epoch) => epoch.validationLoss),
    ranges: facts.trainedOn.ranges.map(({ from, to }) => ({ from, to })),
  }
}
