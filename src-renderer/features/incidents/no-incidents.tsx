// No incident: because nothing was wrong, or because nobody watches.
import { Anchor } from '@mantine/core'
import { Link } from 'wouter'
import type { Monitoring } from '../../../src-shared/contract/monitoring.ts'

export function NoIncidents({ monitoring }: { readonly monitoring: Monitoring | undefined }) {
  const scored = monitoring?.sources.filter(({ roles }) => roles.some(({ scoredTo }) => scoredTo !== null))
  if (monitoring === undefined) return null
  return (
    <div className="card">
      {scored !== undefined && scored.length > 0 ? (
        <p>No incident: nothing watched has been above its threshold. NameNodes shows the latest scores. </p>
      ) : (
        <p>
          No incident, and nothing is scored yet: incidents are found on watched NameNodes that have a
          model.{' '}
        </p>
      )}
      <Anchor component={Link} href="/namenodes" inherit>
        Go to NameNodes
      </Anchor>
    </div>
  )
}
