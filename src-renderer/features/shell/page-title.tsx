// The window's title, also said to those who do not see the page change.
import { useDocumentTitle } from '@mantine/hooks'
import { useLocation } from 'wouter'
import { pageName } from './page-name.ts'

export function PageTitle() {
  const [at] = useLocation()
  const name = pageName(at)
  useDocumentTitle(`${name} – NameNode Anomaly Detector`)
  return (
    <div className="visually-hidden" aria-live="polite">
      {name}
    </div>
  )
}
