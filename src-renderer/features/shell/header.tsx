// The header: whose data is shown, what is wrong now, search, the zone of all times, colour scheme, jobs.
import { JobsButton } from '../jobs/jobs-button.tsx'
import { OpenIncidents } from './open-incidents.tsx'
import { SchemeButton } from './scheme-button.tsx'
import { SearchButton } from './search-button.tsx'
import classes from './shell.module.css'
import { SourceChip } from './source-chip.tsx'
import { ZoneSwitch } from './zone-switch.tsx'

export function Header() {
  return (
    <div className={classes['header']}>
      <span className={classes['brand']}>NameNode Anomaly Detector</span>
      <SourceChip />
      <span className={classes['gap']} />
      <OpenIncidents />
      <SearchButton />
      <ZoneSwitch />
      <SchemeButton />
      <JobsButton />
    </div>
  )
}
