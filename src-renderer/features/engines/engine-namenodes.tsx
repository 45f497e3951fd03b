// The NameNodes that an engine has, and the fetch of those that are chosen.
import { Button, Group, Skeleton } from '@mantine/core'
import { useState } from 'react'
import type { Engine } from '../../../src-shared/contract/engines.ts'
import { Problem } from '../../components/problem.tsx'
import { useFoundNameNodes } from '../../data/engines.ts'
import { failureOf } from '../../data/failure.ts'
import { useZone } from '../../state/use-zone.ts'
import { isSecretMissing } from './engine-text.ts'
import classes from './engines.module.css'
import { FetchCard } from './fetch-card.tsx'
import { FoundTable } from './found-table.tsx'
import { NoneFound } from './none-found.tsx'

export function EngineNameNodes({ engine }: { readonly engine: Engine }) {
  const zone = useZone()
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set())
  const isAsked = !isSecretMissing(engine)
  const { data: found, error, refetch, isFetching } = useFoundNameNodes(isAsked ? engine.id : undefined)
  const again = (
    <Button size="compact-xs" variant="default" loading={isFetching} onClick={() => void refetch()}>
      Look again
    </Button>
  )
  if (!isAsked) return null
  if (found === undefined && error !== null)
    return (
      <>
        <Problem title="Its NameNodes are not known">{failureOf(error).message}</Problem>
        <div>{again}</div>
      </>
    )
  if (found === undefined)
    return (
      <Skeleton height={320} role="status" aria-busy="true" aria-label="Asking the engine for NameNodes" />
    )
  return (
    <>
      <section className={`card ${classes['found'] ?? ''}`} aria-labelledby="found-heading">
        <Group justify="space-between">
          <h2 id="found-heading">NameNodes found</h2>
          {again}
        </Group>
        {found.length === 0 ? (
          <NoneFound engineId={engine.id} />
        ) : (
          <FoundTable engineId={engine.id} found={found} zone={zone} chosen={chosen} onChoose={setChosen} />
        )}
      </section>
      {found.length > 0 && (
        <FetchCard
          engineId={engine.id}
          chosen={found.filter(({ instance }) => chosen.has(instance))}
          found={found}
          zone={zone}
        />
      )}
    </>
  )
}
