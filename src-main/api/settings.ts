// Settings over the contract.
import { Settings } from '../../src-shared/contract/settings.ts'
import { api } from './declared-errors.ts'

export const settings = {
  get: api.settings.get.handler(({ context }) => context.services.settings.all()),
  update: api.settings.update.handler(({ context, input }) => {
    const { settings } = context.services
    const changes = Object.entries(input).filter(([, value]) => value !== undefined)
    return settings.update(Settings.parse({ ...settings.all(), ...Object.fromEntries(changes) }))
  }),
}
