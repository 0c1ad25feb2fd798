import type { Catalog } from '../catalog.ts'

export const account: Catalog['account'] = {
  title: 'Mein Konto',
  profile: 'Profil',
  name: 'Name',
  nameHelp: 'Andere sehen ihn, und das Aktivitätsprotokoll speichert ihn bei allem, was Sie tun.',
  email: 'E-Mail',
  save: 'Speichern',
  saved: 'Gespeichert',
  language: 'Sprache',
  asBrowser: 'Wie mein Browser',
  languageHelp: 'Gilt für diesen Browser. Die Seite wird neu geladen.',
  roles: 'Rollen',
  rolesHelp: 'Inhaberschaft und Administration können sie ändern.',
  sessions: 'Sitzungen',
  sessionsHelp: 'Hier sind Sie angemeldet. Beenden Sie Sitzungen, die Sie nicht kennen.',
  noAccount: 'Sie sind mit einem API-Token angemeldet. Dazu gehört kein Konto.',
}
