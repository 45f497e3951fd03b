// Sources over the contract.
import { api } from './declared-errors.ts'

export const sources = {
  list: api.sources.list.handler(({ context }) => context.services.sources.list()),
  get: api.sources.get.handler(({ context, input }) => context.services.sources.get(input.id)),
  setBaseline: api.sources.setBaseline.handler(({ context, input }) => {
    const { sources, baselines } = context.services
    baselines.setRule(input.id, input.rule)
    return sources.get(input.id)
  }),
  previewBaseline: api.sources.previewBaseline.handler(({ context, input }) =>
    context.services.baselines.preview(input.id, input.rule),
  ),
}
