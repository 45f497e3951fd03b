// One engine: the NameNodes that it has with a fetch of them, the mapping of one, its form.
import { Anchor, NativeSelect, Skeleton, Stack } from '@mantine/core'
import type { ReactNode } from 'react'
import { Link, useLocation, useSearch } from 'wouter'
import type { Engine } from '../../src-shared/contract/engines.ts'
import { Failed } from '../components/failed.tsx'
import { Problem } from '../components/problem.tsx'
import { useEngines, useFoundNameNodes, useMapping } from '../data/engines.ts'
import { failureOf } from '../data/failure.ts'
import { EngineActions } from '../features/engines/engine-actions.tsx'
import { EngineFacts, MissingSecret } from '../features/engines/engine-facts.tsx'
import { EngineForm } from '../features/engines/engine-form.tsx'
import { EngineNameNodes } from '../features/engines/engine-namenodes.tsx'
import { MappingTransfer } from '../features/engines/mapping-transfer.tsx'
import { MappingView } from '../features/engines/mapping-view.tsx'
import classes from '../features/namenodes/namenodes.module.css'

const back = { to: '/engines', label: 'All engines' } as const

interface OneEngineProps {
  readonly id: number
  readonly title: string
  readonly children: (engine: Engine) => ReactNode
}

/** What a page shows of an engine, once it is known; else why not. */
function OneEngine({ id, title, children }: OneEngineProps) {
  const { data: engines, error, refetch } = useEngines()
  const engine = engines?.find((one) => one.id === id)
  if (engines === undefined && error !== null)
    return <Failed title={title} error={error} onRetry={() => void refetch()} back={back} />
  if (engine !== undefined) return children(engine)
  return (
    <Stack gap="sm">
      <h1>{title}</h1>
      {engines === undefined ? (
        <Skeleton height={300} role="status" aria-busy="true" aria-label="Loading the engine" />
      ) : (
        <p className="card">
          There is none: it was removed, or the address is wrong.{' '}
          <Anchor component={Link} href={back.to} inherit underline="always">
            {back.label}
          </Anchor>
        </p>
      )}
    </Stack>
  )
}

export function EnginePage({ id }: { readonly id: number }) {
  return (
    <OneEngine id={id} title="Engine">
      {(engine) => (
        <div className={classes['page']}>
          <div className={classes['head']}>
            <h1>{engine.name}</h1>
            <EngineFacts engine={engine} />
            <EngineActions engine={engine} />
          </div>
          <MissingSecret engine={engine} />
          <EngineNameNodes key={engine.id} engine={engine} />
        </div>
      )}
    </OneEngine>
  )
}

function Mapping({ engine }: { readonly engine: Engine }) {
  const [, go] = useLocation()
  const instance = new URLSearchParams(useSearch()).get('instance') ?? undefined
  const { data: found } = useFoundNameNodes(engine.id)
  const { data: mapping, error } = useMapping(engine.id, instance)
  const chosen = instance ?? mapping?.instance
  return (
    <div className={classes['page']}>
      <div className={classes['top']}>
        <h1>
          Mapping of{' '}
          <Anchor
            component={Link}
            href={`/engines/${String(engine.id)}`}
            inherit
            c="inherit"
            underline="always"
          >
            {engine.name}
          </Anchor>
        </h1>
        {found !== undefined && chosen !== undefined && found.length > 1 && (
          <NativeSelect
            size="xs"
            aria-label="NameNode"
            data={found.map((one) => one.instance)}
            value={chosen}
            onChange={({ currentTarget: { value } }) =>
              go(
                `/engines/${String(engine.id)}/mapping?${new URLSearchParams({ instance: value }).toString()}`,
                {
                  replace: true,
                },
              )
            }
          />
        )}
      </div>
      {mapping !== undefined ? (
        <MappingView engine={engine} mapping={mapping} />
      ) : error !== null ? (
        <>
          <Problem title="The mapping is not known">{failureOf(error).message}</Problem>
          <MappingTransfer engine={engine} rows={[]} instance={undefined} />
        </>
      ) : (
        <Skeleton
          height={480}
          role="status"
          aria-busy="true"
          aria-label="Asking the engine for its metrics"
        />
      )}
    </div>
  )
}

export function EngineMappingPage({ id }: { readonly id: number }) {
  return (
    <OneEngine id={id} title="Mapping">
      {(engine) => <Mapping engine={engine} />}
    </OneEngine>
  )
}

/** `id` is undefined for a new engine. */
export function EngineFormPage({ id }: { readonly id: number | undefined }) {
  if (id === undefined)
    return (
      <Stack gap="sm">
        <h1>Add an engine</h1>
        <EngineForm engine={undefined} />
      </Stack>
    )
  return (
    <OneEngine id={id} title="Edit an engine">
      {(engine) => (
        <Stack gap="sm">
          <h1>{`Edit ${engine.name}`}</h1>
          <EngineForm key={engine.id} engine={engine} />
        </Stack>
      )}
    </OneEngine>
  )
}
