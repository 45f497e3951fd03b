// Imports over the contract. Over HTTP an upload is taken from the request itself (server.ts), never held in memory.
import { api } from './declared-errors.ts'

export const imports = {
  upload: api.imports.upload.handler(async ({ context, input }) => {
    const { uploads } = context
    const upload = await uploads.receive(input.file.name, input.file.stream())
    return uploads.startImport(context.services, upload)
  }),
  start: api.imports.start.handler(async ({ context, input }) => {
    const paths = await context.importPaths(input.paths)
    const { imports, jobs } = context.services
    return jobs.get(imports.start(paths, paths, input.source).id)
  }),
  sample: api.imports.sample.handler(({ context }) => {
    const { imports, jobs } = context.services
    return jobs.get(imports.sample().id)
  }),
  list: api.imports.list.handler(({ context, input }) => context.services.imports.list(input.limit)),
}
