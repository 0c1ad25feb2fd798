import {
  type AnchorProps,
  type BadgeProps,
  type ButtonProps,
  createTheme,
  defaultVariantColorsResolver,
  type ModalProps,
  type TabsProps,
} from '@mantine/core'
import { amber, board, brick, dark, gray, leaf, sky } from './palettes.ts'

/** The theme of the admin: one green, muted grays, small type. `schemes.ts` has the colors of light and dark. */
export const theme = createTheme({
  primaryColor: 'board',
  primaryShade: { light: 7, dark: 4 },
  colors: { board, gray, amber, brick, sky, leaf, dark },
  black: gray[9],
  variantColorResolver: input => {
    const colors = defaultVariantColorsResolver(input)
    // Mantine writes white on every filled color. In the dark scheme those are light.
    return input.variant === 'filled' ? { ...colors, color: `var(--mantine-color-${input.color}-contrast)` } : colors
  },
  fontFamily: '-apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, "Liberation Sans", sans-serif',
  fontFamilyMonospace: 'ui-monospace, "SF Mono", "Cascadia Mono", Menlo, Consolas, "Liberation Mono", monospace',
  fontSizes: { xs: '0.75rem', sm: '0.8125rem', md: '0.875rem', lg: '1rem', xl: '1.25rem' },
  lineHeights: { xs: '1.45', sm: '1.45', md: '1.45', lg: '1.45', xl: '1.45' },
  spacing: { xs: '4px', sm: '8px', md: '12px', lg: '16px', xl: '24px' },
  defaultRadius: 'md',
  radius: { sm: '4px', md: '6px', lg: '10px' },
  respectReducedMotion: true,
  // Of dialogs, and of menus and lists that open.
  shadows: { md: 'var(--shadow)', xl: 'var(--shadow)' },
  headings: {
    fontWeight: '650',
    sizes: {
      h1: { fontSize: '1.375rem', lineHeight: '1.75rem' },
      h2: { fontSize: '1rem', lineHeight: '1.5rem' },
      h3: { fontSize: '0.875rem', lineHeight: '1.25rem' },
    },
  },
  // By name, not with `Modal.extend`, which would load these components with every page.
  components: {
    Anchor: { defaultProps: { underline: 'hover' } satisfies Partial<AnchorProps> },
    Badge: {
      defaultProps: {
        variant: 'light',
        radius: 'sm',
        tt: 'none',
        fw: 600,
        fz: 'xs',
        lts: 0,
      } satisfies Partial<BadgeProps>,
    },
    // With its variant, the button takes the text's color from the resolver above.
    Button: { defaultProps: { fw: 600, variant: 'filled' } satisfies Partial<ButtonProps> },
    Modal: {
      defaultProps: {
        centered: true,
        radius: 'lg',
        size: 'lg',
        padding: 'lg',
        transitionProps: { duration: 140 },
        overlayProps: { backgroundOpacity: 0.4 },
        // A dialog's header is not a second banner of the page.
        attributes: { header: { role: 'none' } },
      } satisfies Partial<ModalProps>,
    },
    Tabs: { defaultProps: { keepMounted: false } satisfies Partial<TabsProps> },
  },
})
