import type { Catalog } from '../catalog.ts'

export const tokens: Catalog['tokens'] = {
  title: 'API-Tokens',
  help: 'Mit API-Tokens melden sich Programme bei Lectern an. Ein Token kann nie mehr als die Person, die es erstellt hat, jetzt kann.',
  all: 'Alle Tokens',
  pages: 'Seiten der API-Tokens',
  name: 'Name',
  prefix: 'Beginnt mit',
  noPrefix: 'Nicht gespeichert: Das Token entstand, bevor Lectern den Anfang von Geheimnissen aufbewahrte.',
  roles: 'Rollen',
  createdBy: 'Erstellt von',
  lastUsed: 'Verwendet',
  expires: 'Läuft ab',
  state: 'Status',
  stateOf:
    '{state, select, active {Aktiv} expired {Abgelaufen} revoked {Widerrufen} stopped {Gestoppt} other {Anderer}}',
  stoppedHelp: 'Die Person, die dieses Token erstellt hat, ist deaktiviert. Deshalb wird es abgelehnt.',
  actions: 'Aktionen',
  emptyTitle: 'Noch keine API-Tokens',
  empty: 'Erstellen Sie für jedes Programm ein eigenes, damit Sie es einzeln widerrufen können.',
  created: 'Erstellt von {name}, <time></time>',
  activity: 'Aktivität dieses Tokens',

  create: 'Token erstellen',
  createTitle: 'API-Token erstellen',
  nameHelp: 'Wozu das Token dient, zum Beispiel „Veröffentlichen aus CI“. Das Aktivitätsprotokoll zeigt den Namen.',
  expiry: 'Gültigkeit',
  expiryOf:
    '{expiry, select, days30 {30 Tage} days90 {90 Tage} year {1 Jahr} date {Bis zu einem Datum} never {Unbegrenzt} other {Andere}}',
  expiryDate: 'Letzter Tag',
  chooseDate: 'Wählen Sie einen Tag in der Zukunft.',
  createdTitle: 'Token „{name}“ erstellt',
  secretHelp: 'Kopieren Sie das Geheimnis jetzt. Lectern speichert es nicht und kann es nicht noch einmal anzeigen.',
  secret: 'Geheimnis',
  use: 'Programme senden es als Header: Authorization: Bearer {start}…',
  done: 'Fertig',

  revoke: 'Widerrufen',
  revokeNamed: '{name} widerrufen',
  revokeQuestion: 'Das Token „{name}“ widerrufen?',
  revokeEffect:
    'Programme, die es verwenden, werden innerhalb von fünf Sekunden abgelehnt. Das lässt sich nicht rückgängig machen.',
}
