// All watches; what needs a look first. Where there are many, they can be found by name, address or role.
import { Group, TextInput } from '@mantine/core'
import { IconSearch } from '@tabler/icons-react'
import { useState } from 'react'
import type { Monitoring } from '../../../src-shared/contract/monitoring.ts'
import type { Watch } from '../../../src-shared/contract/watches.ts'
import { figure } from '../../../src-shared/figures.ts'
import { defaultSettings, useSettings } from '../../data/settings.ts'
import type { Zone } from '../../state/use-zone.ts'
import { WatchCard } from './watch-card.tsx'
import { isTroubled } from './watch-text.ts'

interface WatchListProps {
  readonly watches: readonly Watch[]
  readonly monitoring: Monitoring | undefined
  readonly zone: Zone
}

/** From so many on they are looked for, not looked through. */
const many = 6

const textOf = ({ name, urls, nodes }: Watch): string =>
  [name, ...urls, ...nodes.flatMap(({ node, haState, state }) => [node, haState, state])]
    .join(' ')
    .toLowerCase()

function countText(watches: readonly Watch[], zone: Zone): string {
  const troubled = watches.filter(isTroubled).length
  const count = watches.length === 1 ? '1 watch' : `${figure(watches.length)} watches`
  return `${count}, ${troubled === 0 ? 'all as they should be' : `${figure(troubled)} in need of a look`}; times in ${zone.label}`
}

export function WatchList({ watches, monitoring, zone }: WatchListProps) {
  const { data: settings = defaultSettings } = useSettings()
  const [search, setSearch] = useState('')
  const words = search.toLowerCase().split(/\s+/).filter(Boolean)
  const found = watches
    .filter((watch) => words.every((word) => textOf(watch).includes(word)))
    .toSorted((left, right) => Number(isTroubled(right)) - Number(isTroubled(left)))
  return (
    <>
      <Group justify="space-between">
        <span className="quiet figures" role="status">
          {countText(watches, zone)}
        </span>
        {watches.length >= many && (
          <TextInput
            size="xs"
            w={260}
            aria-label="Find NameNodes"
            placeholder="Name, address, role or state"
            leftSection={<IconSearch size={14} />}
            value={search}
            onChange={(event) => setSearch(event.currentTarget.value)}
          />
        )}
      </Group>
      {found.map((watch) => (
        <WatchCard
          key={watch.id}
          watch={watch}
          source={monitoring?.sources.find(({ sourceId }) => sourceId === watch.sourceId)}
          usualSeconds={settings['namenode.poll_interval_seconds']}
          zone={zone.name}
        />
      ))}
      {found.length === 0 && (
        <p className="quiet">{`No watch has “${search}” in name, address, role or state.`}</p>
      )}
    </>
  )
}
