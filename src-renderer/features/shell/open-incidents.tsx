// Something is wrong now: how many incidents are open, on every page.
import { Link } from 'wouter'
import { figure } from '../../../src-shared/figures.ts'
import { useOpenIncidents } from '../../data/monitoring.ts'
import classes from './shell.module.css'

/** Nothing while nothing is open. */
export function OpenIncidents() {
  const open = useOpenIncidents()
  if (open === 0) return null
  return (
    <Link href="/incidents?state=open" className={classes['open'] ?? ''}>
      {open === 1 ? '1 open incident' : `${figure(open)} open incidents`}
    </Link>
  )
}
