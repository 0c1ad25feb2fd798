import type { Catalog } from '../catalog.ts'

export const attention: Catalog['attention'] = {
  count: '{count, plural, one {# Paket} other {# Pakete}} mit Handlungsbedarf',
}
