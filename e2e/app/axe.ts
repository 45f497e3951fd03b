// axe on a page as it is now.
import assert from 'node:assert/strict'
import { AxeBuilder } from '@axe-core/playwright'
import type { OpenedApp } from './opened-app.ts'

/** All of axe's rules find nothing; `state` says what is shown. */
export async function axeFindsNothing({ page }: OpenedApp, state: string): Promise<void> {
  // There are no frames, and so no need for the second page that axe would put their findings together in.
  const axe = new AxeBuilder({ page }).setLegacyMode().options({ resultTypes: ['violations'] })
  const { violations } = await axe.analyze()
  const findings = violations.flatMap(({ id, help, nodes }) =>
    nodes.map(({ target, any }) => `${id}: ${help}: ${target.join(' ')} ${any[0]?.message ?? ''}`),
  )
  assert.deepEqual(findings, [], state)
}
