// No report yet: how one comes to be.
import { Anchor } from '@mantine/core'
import { Link } from 'wouter'
import { useSources } from '../../data/sources.ts'

export function NoReports() {
  const { data: sources = [] } = useSources()
  return (
    <div className="card">
      <p>
        No report yet. A report is made on Investigate: train on a healthy stretch, then analyze a suspected
        one.
      </p>
      <p>
        {sources.length === 0 ? (
          <Anchor component={Link} href="/">
            Open a dump first
          </Anchor>
        ) : (
          <Anchor component={Link} href="/investigate">
            Go to Investigate
          </Anchor>
        )}
      </p>
    </div>
  )
}
