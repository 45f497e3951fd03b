// The pages, and the latest reports.
import { NavLink } from '@mantine/core'
import { Link, useLocation } from 'wouter'
import { figure } from '../../../src-shared/figures.ts'
import { clockText, timeText } from '../../../src-shared/zones.ts'
import { useReports } from '../../data/reports.ts'
import { useOpenIncidents } from '../../data/monitoring.ts'
import { useZone } from '../../state/use-zone.ts'
import classes from './shell.module.css'

const places = [
  ['/', 'Start'],
  ['/namenodes', 'NameNodes'],
  ['/engines', 'Engines'],
  ['/live', 'Live'],
  ['/incidents', 'Incidents'],
  ['/investigate', 'Investigate'],
  ['/fleet', 'Fleet'],
  ['/reports', 'Reports'],
  ['/settings', 'Settings'],
] as const

const recentCount = 5

const isAt = (at: string, to: string): boolean =>
  to === '/' ? at === '/' : at.startsWith(to) || (to === '/reports' && at.startsWith('/compare'))

export function Navigation() {
  const [at] = useLocation()
  const { data: reports = [] } = useReports()
  const open = useOpenIncidents()
  const zone = useZone()
  return (
    <>
      {places.map(([to, label]) => (
        <NavLink
          key={to}
          component={Link}
          href={to}
          label={label}
          active={isAt(at, to)}
          {...(isAt(at, to) ? { 'aria-current': 'page' } : {})}
          rightSection={
            to === '/reports' && reports.length > 0 ? (
              <span className={`figures quiet ${classes['count'] ?? ''}`}>{figure(reports.length)}</span>
            ) : to === '/incidents' && open > 0 ? (
              <span className={`figures ${classes['open'] ?? ''}`}>
                {figure(open)}
                <span className="visually-hidden"> open</span>
              </span>
            ) : null
          }
        />
      ))}
      {reports.length > 0 && (
        <section aria-labelledby="recent-reports" className={classes['recent']}>
          <h2 id="recent-reports" className="quiet">
            Recent
          </h2>
          {reports.slice(0, recentCount).map(({ id, title, from, to }) => (
            <NavLink
              key={id}
              component={Link}
              href={`/reports/${String(id)}`}
              label={title}
              title={title}
              description={`${timeText(from, zone.name).slice(5, 16)} to ${clockText(to, zone.name).slice(0, 5)}`}
              active={at === `/reports/${String(id)}`}
              classNames={{ label: classes['report'] ?? '', description: `figures ${classes['day'] ?? ''}` }}
            />
          ))}
        </section>
      )}
    </>
  )
}
