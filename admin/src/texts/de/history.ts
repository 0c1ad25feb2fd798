import type { Catalog } from '../texts.ts'

export const history: Catalog['history'] = {
  syncHistory: 'Synchronisierungen',
  syncPages: 'Seiten der Synchronisierungen',
}
