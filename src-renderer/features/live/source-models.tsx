// What a source is judged by: its baseline rule and its models.
import { Skeleton } from '@mantine/core'
import type { Source } from '../../../src-shared/contract/sources.ts'
import { useModels } from '../../data/models.ts'
import type { Zone } from '../../state/use-zone.ts'
import { BaselineRule } from './baseline-rule.tsx'
import classes from './live.module.css'
import { ModelsTable } from './models-table.tsx'

interface SourceModelsProps {
  readonly source: Source
  readonly zone: Zone
}

export function SourceModels({ source, zone }: SourceModelsProps) {
  const { data: models } = useModels(source.id)
  if (models === undefined)
    return <Skeleton height={360} role="status" aria-busy="true" aria-label="Loading the models" />
  return (
    <div className={classes['models']}>
      <BaselineRule key={`${String(source.id)} ${zone.name}`} {...{ source, models, zone }} />
      <ModelsTable models={models} zone={zone} />
    </div>
  )
}
