// Names of pages, for the window's title and for those who hear it.

const names: Readonly<Record<string, string>> = {
  '': 'Start',
  investigate: 'Investigate',
  reports: 'Reports',
  compare: 'Compare reports',
  settings: 'Settings',
}

/** What the page at a path is called: `Report 12`. */
export function pageName(path: string): string {
  const [, place = '', id] = path.split('/')
  if (place === 'reports' && id !== undefined && id !== '') return `Report ${id}`
  return names[place] ?? 'Start'
}
