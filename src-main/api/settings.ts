// Settings over the contract.
import { api } from './declared-errors.ts'
import { changeSettings, importSettings, previewSettings, settingsText } from './settings-file.ts'

export const settings = {
  get: api.settings.get.handler(({ context }) => context.services.settings.all()),
  update: api.settings.update.handler(({ context, input }) => changeSettings(context.services, input)),
  export: api.settings.export.handler(
    ({ context }) =>
      new File([settingsText(context.services)], 'nnad-settings.json', { type: 'application/json' }),
  ),
  preview: api.settings.preview.handler(({ context, input }) => previewSettings(context.services, input)),
  import: api.settings.import.handler(({ context, input }) => importSettings(context.services, input)),
}
