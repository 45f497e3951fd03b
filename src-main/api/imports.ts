// Imports over the contract. Over HTTP an upload is taken from the request itself (server.ts), never held in memory.
import { api } from './declared-errors.ts'

export const imports = {
  upload: api.imports.upload.handler(async ({ context, input }) => {
    const { services, uploads } = context
    return uploads.startImport(services, await uploads.receive(input.file.name, input.file.stream()))
  }),
  start: api.imports.start.handler(async ({ context, input }) => {
    const { services, importPaths } = context
    return services.jobs.get(services.imports.start(await importPaths(input.paths)).id)
  }),
  list: api.imports.list.handler(({ context, input }) => context.services.imports.list(input.limit)),
}
