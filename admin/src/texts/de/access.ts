import type { Catalog } from '../catalog.ts'

export const access: Catalog['access'] = {
  role: '{role, select, OWNER {Inhaberschaft} ADMIN {Administration} PUBLISHER {Veröffentlichung} AUTHOR {Redaktion} AUDITOR {Prüfung} other {Andere}}',
  roleMay:
    '{role, select, OWNER {Alles, auch die Inhaberschaft vergeben} ADMIN {Alles, außer die Inhaberschaft zu vergeben} PUBLISHER {Alles wie die Redaktion, dazu veröffentlichen, zurücksetzen und zurückziehen} AUTHOR {Pakete hinzufügen, synchronisieren, in der Vorschau zeigen und archivieren} AUDITOR {Alles sehen, auch das Aktivitätsprotokoll, aber nichts ändern} other {Andere}}',
  everywhere: 'Überall',
  inEnvironment: 'In {environment}',
  forPackage: 'Paket {title}',
  forPackageInEnvironment: 'Paket {title} in {environment}',
  roleInScope: '{role} · {scope}',
  roleField: 'Rolle',
  placeField: 'Bereich',
  place:
    '{place, select, everywhere {Überall} environment {In einer Umgebung} package {Für ein Paket} both {Für ein Paket in einer Umgebung} other {Andere}}',
  environmentField: 'Umgebung',
  packageField: 'Paket',
  anyEnvironment: 'Alle Umgebungen',
  anyPackage: 'Alle Pakete',
  nothingFound: 'Nichts gefunden',
  chooseEnvironment: 'Wählen Sie eine Umgebung.',
  choosePackage: 'Wählen Sie ein Paket.',
  roles: 'Rollen',
  may: 'Rechte',
  noRoles: 'Keine Rollen. Ohne Rolle lässt sich nichts ansehen oder ändern.',
  grant: 'Rolle vergeben',
  grantTitle: 'Rolle an {name} vergeben',
  revoke: 'Entziehen',
  revokeNamed: '{role} entziehen',
  revokeQuestion: '{name} diese Rolle entziehen?',
  revokeEffect: '{role}. Der Zugang über diese Rolle endet innerhalb von fünf Sekunden.',
  forbiddenTitle: 'Sie haben keinen Zugang zu dieser Seite',
  forbidden:
    'Dafür brauchen Sie eine dieser Rollen für den Bereich „Überall“: {roles}. Die Inhaberschaft oder die Administration kann sie Ihnen geben.',
  permission: `{key, select,
    package_read {Pakete, Entwürfe und Releases sehen}
    package_create {Pakete hinzufügen}
    package_update {Titel, Startseite und Einstellungen ändern}
    package_synchronize {Synchronisieren}
    package_transcode {Videos erneut verarbeiten und abbrechen}
    package_archive {Archivieren und wiederherstellen}
    package_preview {Vorschau von Entwürfen sehen und teilen}
    package_publish {Veröffentlichen}
    package_deploy {Releases übernehmen und zurücksetzen}
    package_unpublish {Zurückziehen}
    package_acceptFallback {Trotz fehlgeschlagener Videos veröffentlichen}
    package_verify {Releases und Entwürfe überprüfen}
    finding_ignore {Befunde ignorieren}
    environment_manage {Umgebungen verwalten}
    audit_read {Aktivitätsprotokoll lesen}
    budget_read {Budget sehen}
    budget_update {Budget ändern}
    dropbox_read {Verbindung zu Dropbox sehen}
    dropbox_connect {Dropbox verbinden}
    analytics_read {Auswertungen sehen}
    viewer_manage {Zugelassene Personen und Zugangstokens verwalten}
    user_read {Personen sehen}
    user_manage {Personen und Rollen verwalten}
    token_read {API-Tokens sehen}
    token_manage {API-Tokens verwalten}
    webhook_read {Webhooks sehen}
    webhook_manage {Webhooks verwalten}
    system_read {Zustand des Systems sehen}
    other {{permission}}}`,
}
