import { Anchor, Badge, Button, createTheme, type MantineColorsTuple, Modal, Tabs } from '@mantine/core'

/** Chalkboard green, for buttons, progress, and success. */
const board: MantineColorsTuple = [
  '#eef6f2',
  '#dcebe3',
  '#bad7c9',
  '#92bfaa',
  '#6ba68b',
  '#488d70',
  '#2f7c5e',
  '#1f6f54',
  '#175843',
  '#0f4334',
]

/** Grays with a hint of that green, for surfaces and lines. */
const gray: MantineColorsTuple = [
  '#f5f8f6',
  '#edf1ef',
  '#e1e8e4',
  '#d0d9d4',
  '#afbbb5',
  '#85938c',
  '#627069',
  '#48544e',
  '#303a35',
  '#18211d',
]

const amber: MantineColorsTuple = [
  '#fdf6e7',
  '#faeccb',
  '#f4d897',
  '#ecc05c',
  '#e3aa31',
  '#cf911c',
  '#a96f0f',
  '#8a5708',
  '#6f4507',
  '#523305',
]

const brick: MantineColorsTuple = [
  '#fdf1ee',
  '#fae0da',
  '#f2bfb3',
  '#e89685',
  '#dd715d',
  '#cd523d',
  '#b63e2b',
  '#9c3121',
  '#7d2719',
  '#5e1c12',
]

/** The theme of the admin: one green, muted grays, small type. Light only. */
export const theme = createTheme({
  primaryColor: 'board',
  primaryShade: 7,
  colors: { board, gray, amber, brick },
  black: gray[9],
  fontFamily: 'Inter, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, "Liberation Sans", sans-serif',
  fontFamilyMonospace: 'ui-monospace, "SF Mono", "Cascadia Mono", Menlo, Consolas, "Liberation Mono", monospace',
  fontSizes: { xs: '0.8rem', sm: '0.875rem', md: '0.9375rem', lg: '1.0625rem', xl: '1.25rem' },
  lineHeights: { md: '1.5' },
  defaultRadius: 'md',
  radius: { md: '8px', lg: '14px' },
  headings: {
    fontWeight: '650',
    sizes: {
      h1: { fontSize: '1.75rem', lineHeight: '1.2' },
      h2: { fontSize: '1.0625rem', lineHeight: '1.35' },
      h3: { fontSize: '0.9375rem', lineHeight: '1.4' },
    },
  },
  components: {
    Anchor: Anchor.extend({ defaultProps: { underline: 'hover' } }),
    Badge: Badge.extend({
      defaultProps: { variant: 'light', radius: 'sm', tt: 'none', fw: 600, fz: '0.78rem', lts: 0 },
    }),
    Button: Button.extend({ defaultProps: { fw: 600 } }),
    Modal: Modal.extend({
      defaultProps: {
        centered: true,
        radius: 'lg',
        size: 'lg',
        padding: 'lg',
        overlayProps: { backgroundOpacity: 0.35 },
        // A dialog's header is not a second banner of the page.
        attributes: { header: { role: 'none' } },
      },
    }),
    Tabs: Tabs.extend({ defaultProps: { keepMounted: false } }),
  },
})
