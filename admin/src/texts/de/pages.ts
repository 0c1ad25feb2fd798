import type { Catalog } from '../catalog.ts'

export const pages: Catalog['pages'] = {
  signIn: 'Anmelden',

  notFound: 'Nicht gefunden',
  pageNotFound: 'Seite nicht gefunden',
  packageNotFound: 'Paket nicht gefunden',
  environmentNotFound: 'Umgebung nicht gefunden',
  personNotFound: 'Person nicht gefunden',
  tokenNotFound: 'API-Token nicht gefunden',
  webhookNotFound: 'Webhook nicht gefunden',
  notFoundHelp: 'Prüfen Sie die Adresse, oder bitten Sie die Administration um Zugang.',
  package: 'Paket',
  person: 'Person',
  token: 'Token',
  webhook: 'Webhook',
  search: 'In Lectern suchen',
  openPackages: 'Pakete öffnen',

  unreachable: 'Lectern ist nicht erreichbar',
}
