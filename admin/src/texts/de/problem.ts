import type { Catalog } from '../catalog.ts'

export const problem: Catalog['problem'] = {
  unreachable: 'Lectern ist nicht erreichbar. Versuchen Sie es gleich noch einmal.',
  tryAgain: 'Erneut versuchen',
  requestId: 'Anfrage-ID: {id}',
}
