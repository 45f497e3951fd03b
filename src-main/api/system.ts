// The system over the contract.
import { localZone } from '../../src-shared/time.ts'
import { modelFormatVersion } from '../core/model/model-facts.ts'
import { migrations } from '../core/store/migrations.ts'
import { api } from './declared-errors.ts'

export const system = {
  info: api.system.info.handler(({ context }) => ({
    version: context.services.host.version,
    node: process.versions.node,
    schema: migrations.length,
    modelFormat: modelFormatVersion,
    zone: localZone(),
  })),
}
