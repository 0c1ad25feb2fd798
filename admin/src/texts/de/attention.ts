import type { Catalog } from '../texts.ts'

export const attention: Catalog['attention'] = {
  count: '{count, plural, one {# Paket} other {# Pakete}} mit Handlungsbedarf',
}
