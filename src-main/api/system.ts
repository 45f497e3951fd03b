// The system over the contract.
import { DeclaredError } from '../../src-shared/errors.ts'
import { localZone } from '../../src-shared/time.ts'
import { modelFormatVersion } from '../core/model/model-facts.ts'
import { migrations } from '../core/store/migrations.ts'
import { api } from './declared-errors.ts'

export const system = {
  info: api.system.info.handler(({ context }) => ({
    version: context.core.host.version,
    node: process.versions.node,
    schema: migrations.length,
    modelFormat: modelFormatVersion,
    zone: localZone(),
    dataFolder: context.core.host.dataFolder,
    isDesktop: context.core.host.chooseFiles !== undefined,
  })),
  contents: api.system.contents.handler(({ context }) => context.core.contents()),
  backup: api.system.backup.handler(({ context }) => context.core.backup()),
  reset: api.system.reset.handler(({ context }) => {
    context.uploads.mustBeIdle()
    return context.core.reset()
  }),
  restore: api.system.restore.handler(({ context, input }) => {
    context.uploads.mustBeIdle()
    return context.core.restore(input.name)
  }),
  discard: api.system.discard.handler(({ context, input }) => context.core.discard(input.name)),
  chooseFiles: api.system.chooseFiles.handler(async ({ context, input }) => {
    const { host } = context.core
    if (host.chooseFiles === undefined) {
      throw new DeclaredError(
        'BAD_INPUT',
        'Only the desktop app can let a person choose files: upload the file, or give its path to POST /api/imports.',
      )
    }
    return { paths: [...(await host.chooseFiles(input.kind))] }
  }),
}
