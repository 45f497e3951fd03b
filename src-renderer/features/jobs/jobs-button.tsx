// Jobs in the header: how many run; the panel lists them.
import { Button, Popover } from '@mantine/core'
import { IconActivity } from '@tabler/icons-react'
import { useState } from 'react'
import { isActive, useJobs } from '../../data/jobs.ts'
import { useCommands } from '../commands/use-commands.ts'
import { JobList } from './job-list.tsx'

export function JobsButton() {
  const [isOpen, setOpen] = useState(false)
  const { data: jobs = [] } = useJobs()
  useCommands([
    { id: 'show-jobs', label: 'Show jobs', keys: 'J', group: 'Jobs', run: () => setOpen((was) => !was) },
  ])
  // Trainings and checks that come and go by themselves are listed while they run, not counted.
  const running = jobs.filter((job) => isActive(job) && !job.quiet).length
  return (
    <Popover opened={isOpen} onChange={setOpen} position="bottom-end" width={440} trapFocus returnFocus>
      <Popover.Target>
        <Button
          variant={running > 0 ? 'light' : 'default'}
          h={30}
          px={9}
          leftSection={<IconActivity size={16} aria-hidden />}
          aria-label={`Jobs: ${String(running)} running`}
          onClick={() => setOpen((was) => !was)}
        >
          <span className="figures">{running}</span>
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label="Jobs" p={0}>
        <JobList jobs={jobs} onLeave={() => setOpen(false)} />
      </Popover.Dropdown>
    </Popover>
  )
}
