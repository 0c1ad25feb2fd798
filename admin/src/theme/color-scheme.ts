import { localStorageColorSchemeManager } from '@mantine/core'

/** Keeps the chosen color scheme on this device. `public/color-scheme.js` reads the same key before the first paint. */
export const colorSchemeManager = localStorageColorSchemeManager({ key: 'lectern:color-scheme' })
