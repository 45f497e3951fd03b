// What fetches brought since the start: documents, gaps and the server's warnings, by NameNode.
import { Anchor, Button, Table } from '@mantine/core'
import { useState } from 'react'
import { Link } from 'wouter'
import type { Fetch, FetchedNode } from '../../../src-shared/contract/fetches.ts'
import { figure } from '../../../src-shared/figures.ts'
import { clockText, rangeText } from '../../../src-shared/zones.ts'
import { useFetches } from '../../data/engines.ts'
import { useJobs } from '../../data/jobs.ts'
import { investigationQuery } from '../investigate/address.ts'
import { fetchedText } from './engine-text.ts'
import classes from './engines.module.css'

interface OutcomeProps {
  readonly fetch: Fetch
  /** IANA name. */
  readonly zone: string
}

/** So many are listed at once; those with warnings come first. */
const listed = 10
/** The latest ones. */
const mostFetches = 5

/** Where the range of a NameNode is investigated. */
function investigateAddress({ sourceId, node }: FetchedNode, { range }: Fetch): string {
  const source = sourceId ?? undefined
  const chosen = { source, node: node ?? undefined, suspect: range, leftOut: [] }
  return `/investigate?${investigationQuery({ ...chosen, baseline: undefined, view: undefined, thresholdOverride: undefined })}`
}

function OutcomeRow({ node, fetch }: { readonly node: FetchedNode; readonly fetch: Fetch }) {
  return (
    <Table.Tr>
      <Table.Th scope="row" className={classes['fetched']}>
        {node.instance}
      </Table.Th>
      <Table.Td className={classes['wide']}>
        {fetchedText(node)}
        {node.warnings.map((warning) => (
          <p key={warning} className={classes['warning']}>
            {warning}
          </p>
        ))}
      </Table.Td>
      <Table.Td>
        {node.sourceId !== null && (
          <Anchor
            component={Link}
            href={investigateAddress(node, fetch)}
            inherit
            aria-label={`Investigate ${node.instance}`}
          >
            Investigate
          </Anchor>
        )}
      </Table.Td>
    </Table.Tr>
  )
}

function Outcome({ fetch, zone }: OutcomeProps) {
  const [isWhole, setWhole] = useState(false)
  const { range, finishedAt, summary } = fetch
  const nodes = summary.nodes.toSorted((left, right) => right.warnings.length - left.warnings.length)
  const shown = isWhole ? nodes : nodes.slice(0, listed)
  const at = clockText(finishedAt, zone)
  return (
    <section className={classes['outcome']} aria-label={`Fetched at ${at}`}>
      <h3 className="figures">
        {rangeText(range.from, range.to, zone)} <span className="quiet">{`fetched at ${at}`}</span>
      </h3>
      <Table
        className={`figures ${classes['table'] ?? ''}`}
        verticalSpacing={3}
        withRowBorders={false}
        aria-label={`NameNodes fetched at ${at}`}
      >
        <Table.Tbody>
          {shown.map((node) => (
            <OutcomeRow key={node.instance} node={node} fetch={fetch} />
          ))}
        </Table.Tbody>
      </Table>
      {shown.length < nodes.length && (
        <div>
          <Button size="compact-xs" variant="default" onClick={() => setWhole(true)}>
            {`Show ${figure(nodes.length - shown.length)} more`}
          </Button>
        </div>
      )}
    </section>
  )
}

export function FetchOutcomes({ engineId, zone }: { readonly engineId: number; readonly zone: string }) {
  const { data: fetches = [] } = useFetches(engineId)
  const { data: jobs = [] } = useJobs()
  // Those of fleet runs are told by the runs.
  const asked = new Set(jobs.filter(({ quiet }) => !quiet).map(({ id }) => id))
  const own = fetches.filter(({ id }) => asked.has(id))
  return (
    <div aria-live="polite" className={classes['outcomes']}>
      {own.slice(0, mostFetches).map((fetch) => (
        <Outcome key={fetch.id} fetch={fetch} zone={zone} />
      ))}
    </div>
  )
}
