// The look: one accent for normal (teal), one for suspect (amber), one for broken (red), the same in both schemes.
import { Badge, type CSSVariablesResolver, createTheme, Modal, Notification, Popover } from '@mantine/core'

export const theme = createTheme({
  primaryColor: 'indigo',
  primaryShade: { light: 8, dark: 7 },
  fontFamily:
    'system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Helvetica Neue", Arial, sans-serif',
  fontFamilyMonospace:
    'ui-monospace, "Cascadia Mono", "SF Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace',
  fontSizes: { xs: '0.75rem', sm: '0.8125rem', md: '0.875rem', lg: '1rem', xl: '1.125rem' },
  headings: { fontWeight: '650', sizes: { h1: { fontSize: '1.25rem' }, h2: { fontSize: '0.9375rem' } } },
  // Greys of the dark scheme lean towards the page's own.
  colors: {
    dark: [
      '#e3e8ee',
      '#b8c1cc',
      '#9aa5b1',
      '#6c7885',
      '#3f4853',
      '#323a44',
      '#252c35',
      '#1b2027',
      '#14181d',
      '#0f1216',
    ],
  },
  defaultRadius: 'sm',
  cursorType: 'pointer',
  autoContrast: true,
  components: {
    // Names and versions are written as they are.
    Badge: Badge.extend({ defaultProps: { radius: 'sm', tt: 'none', fw: 500 } }),
    Modal: Modal.extend({
      defaultProps: {
        transitionProps: { duration: 0 },
        closeButtonProps: { 'aria-label': 'Close' },
        // Its head is no second banner of the page.
        attributes: { header: { role: 'presentation' } },
      },
    }),
    Notification: Notification.extend({
      defaultProps: { closeButtonProps: { 'aria-label': 'Close' } },
      styles: { description: { color: 'var(--nnad-quiet)' } },
    }),
    Popover: Popover.extend({ defaultProps: { transitionProps: { duration: 0 }, shadow: 'md' } }),
  },
})

/** What the charts and windows are drawn in, for CSS and SVG alike; text colours reach 4.5:1 on their ground. */
export const variables: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    '--nnad-page': '#f4f6f8',
    '--nnad-card': '#ffffff',
    '--nnad-line': '#dde1e6',
    '--nnad-text': '#1a2129',
    '--nnad-quiet': '#57606a',
    '--nnad-baseline': '#0b7285',
    '--nnad-baseline-fill': '#0b728524',
    '--nnad-suspect': '#a85400',
    '--nnad-suspect-fill': '#f08c0030',
    '--nnad-broken': '#c0231f',
    '--nnad-broken-fill': '#e0313124',
    '--nnad-good': '#1f7a3d',
    '--nnad-series-1': '#1c4f9c',
    '--nnad-series-2': '#9c5a00',
    '--nnad-series-3': '#0b7a5e',
    '--nnad-series-4': '#8a3aa8',
    '--nnad-series-5': '#b3261e',
    '--nnad-series-6': '#4c6b00',
    '--nnad-grid': '#e9ecef',
    '--mantine-color-body': '#ffffff',
    '--mantine-color-text': '#1a2129',
    '--mantine-color-dimmed': '#57606a',
    '--mantine-color-placeholder': '#57606a',
    '--mantine-color-error': '#c0231f',
    '--mantine-color-default-border': '#c9cfd6',
    '--mantine-color-anchor': '#1c4f9c',
  },
  dark: {
    '--nnad-page': '#14181d',
    '--nnad-card': '#1b2027',
    '--nnad-line': '#323a44',
    '--nnad-text': '#e3e8ee',
    '--nnad-quiet': '#9aa5b1',
    '--nnad-baseline': '#3bc9db',
    '--nnad-baseline-fill': '#22b8cf2e',
    '--nnad-suspect': '#ffb454',
    '--nnad-suspect-fill': '#ffa94d2e',
    '--nnad-broken': '#ff8787',
    '--nnad-broken-fill': '#fa525233',
    '--nnad-good': '#69db7c',
    '--nnad-series-1': '#82b1ff',
    '--nnad-series-2': '#ffc078',
    '--nnad-series-3': '#63e6be',
    '--nnad-series-4': '#e0a3f5',
    '--nnad-series-5': '#ffa8a8',
    '--nnad-series-6': '#c0eb75',
    '--nnad-grid': '#2a313a',
    '--mantine-color-body': '#1b2027',
    '--mantine-color-text': '#e3e8ee',
    '--mantine-color-dimmed': '#9aa5b1',
    '--mantine-color-placeholder': '#9aa5b1',
    '--mantine-color-error': '#ff8787',
    '--mantine-color-default-border': '#3f4853',
    '--mantine-color-anchor': '#82b1ff',
  },
})
