// What runs here, and where its data lies.
import { Anchor } from '@mantine/core'
import { isDesktop } from '../../client.ts'
import { CopyButton } from '../../components/copy-button.tsx'
import { useSystem } from '../../data/settings.ts'
import classes from './settings.module.css'

export function SystemFacts() {
  const { data: system } = useSystem()
  return (
    <section className="card" aria-labelledby="system-facts">
      <h2 id="system-facts">System</h2>
      <dl className={`figures ${classes['facts'] ?? ''}`}>
        <dt>Version</dt>
        <dd>{system === undefined ? '–' : `${system.version}, on Node.js ${system.node}`}</dd>
        <dt>Data folder</dt>
        <dd>
          <code className={classes['path']}>{system?.dataFolder ?? '–'}</code>{' '}
          {system !== undefined && <CopyButton text={system.dataFolder} what="path of the data folder" />}
        </dd>
        <dt>Zone of the machine</dt>
        <dd>{system?.zone ?? '–'}</dd>
        {!isDesktop && (
          <>
            <dt>Documentation</dt>
            <dd>
              <Anchor href="/docs" inherit>
                REST API, every call
              </Anchor>
            </dd>
          </>
        )}
      </dl>
    </section>
  )
}
