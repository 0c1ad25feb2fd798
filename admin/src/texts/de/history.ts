import type { Catalog } from '../catalog.ts'

export const history: Catalog['history'] = {
  syncHistory: 'Synchronisierungen',
  syncPages: 'Seiten der Synchronisierungen',
}
