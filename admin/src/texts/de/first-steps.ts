import type { Catalog } from '../catalog.ts'

export const firstSteps: Catalog['firstSteps'] = {
  title: 'Erste Schritte',
  name: '{step, select, connect {Dropbox verbinden} add {Paket hinzufügen} synchronize {Synchronisieren} other {Veröffentlichen}}',
  help: '{step, select, connect {Von dort liest Lectern die Ordner Ihrer Lektionen. In Dropbox ändert es nichts.} add {Ein Paket ist der Dropbox-Ordner einer Lektion mit ihren Seiten, Bildern und Videos.} synchronize {Lectern kopiert den Ordner, prüft ihn und bereitet seine Videos vor. Danach können Sie die Vorschau des Entwurfs ansehen.} other {Lehrkräfte sehen das Paket unter einer Adresse, die sich nicht ändert.}}',
  action: '{step, select, add {Paket hinzufügen} synchronize {Das Paket öffnen} other {Das Paket öffnen}}',
  done: 'Fertig',
}
