// Investigate.
export function InvestigatePage() {
  return <h1>Investigate</h1>
}
