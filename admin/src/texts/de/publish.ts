import type { Catalog } from '../catalog.ts'

export const publish: Catalog['publish'] = {
  environments: 'Umgebungen',
  noEnvironments: 'Sie haben zu keiner Umgebung Zugang. Bitten Sie die Administration um Zugang.',
  deployment: 'Release {release} · <time></time>',
  filesChanged: '{count, plural, one {# Datei} other {# Dateien}} geändert',
  filesChangedIn: '{count, plural, one {# Datei} other {# Dateien}} geändert seit dem Release in {environment}',
  notDeployed: 'Nicht veröffentlicht',
  open: 'Öffnen',
  forViewers: 'Für angemeldete Personen',
  openEnvironment: '{environment} öffnen',
  share: 'Teilen',
  shareNamed: 'Die Adresse in {environment} teilen',
  shareTitle: '„{title}“ in {environment}',
  address: 'Adresse',
  qrCode: 'QR-Code von {url}',
  qrCodeHelp: 'Zeigen Sie ihn der Klasse: Mit der Kamera von Smartphones und Tablets lässt sich das Paket öffnen.',

  publish: 'Veröffentlichen',
  dialogTitle: '„{title}“ veröffentlichen',
  close: 'Schließen',
  environment: 'Umgebung',
  currentRelease: 'Zeigt Release {release}',
  noRelease: 'Zeigt noch kein Release',
  notes: 'Notizen zum Release',
  notesHelp: 'Optional. Sie erscheinen im Verlauf.',
  checking: 'Entwurf wird geprüft\u00a0…',
  blockedBefore: 'Lässt sich noch nicht in {environment} veröffentlichen',
  openErrors:
    '{count, plural, one {# Fehler ist noch in diesem Entwurf. Lehrkräfte werden ihn sehen.} other {# Fehler sind noch in diesem Entwurf. Lehrkräfte werden sie sehen.}}',
  moreProblems: '{count, plural, one {# weiteres unter Befunde} other {# weitere unter Befunde}}',
  acceptFallback:
    '{count, plural, one {Das fehlgeschlagene Video mit der Originaldatei veröffentlichen} other {Die # fehlgeschlagenen Videos mit den Originaldateien veröffentlichen}}',
  acceptFallbackHelp: 'Lehrkräfte mit langsamer Leitung oder älterem Gerät können sie vielleicht nicht abspielen.',
  rules: 'Regeln: {rules}.',
  videosToCome:
    '{count, plural, one {# Video muss noch verarbeitet werden.} other {# Videos müssen noch verarbeitet werden.}}',
  videosCost: 'Kosten: {cost}.',
  sameAs:
    'Der Entwurf ist identisch mit Release {release}. Lehrkräfte sehen dieses Release sofort, und nichts wird kopiert.',
  secondPerson: 'In {environment} muss eine zweite Person veröffentlichen. Wenden Sie sich an {names}.',
  nobodyElse:
    'In {environment} muss eine zweite Person veröffentlichen, aber sonst darf das niemand. Wenden Sie sich an die Administration.',
  mayNot: 'Sie dürfen in {environment} nicht veröffentlichen. Wenden Sie sich an {names}.',
  nobodyMay:
    'Sie dürfen in {environment} nicht veröffentlichen, und auch sonst niemand. Wenden Sie sich an die Administration.',
  dialogHelp:
    'Das Release geht online, sobald alle seine Dateien und Videos bereit sind. Bis dahin sehen Lehrkräfte das jetzige Release. Sie können diese Seite inzwischen schließen.',
  submit: 'In {environment} veröffentlichen',

  progress: 'Wird in {environment} veröffentlicht',
  queued: 'Wartet auf ein anderes Release',
  preparing: 'Wird vorbereitet\u00a0…',
  copying: '{done, number} von {total, plural, one {# Datei} other {# Dateien}} kopiert',
  waitingForVideos: 'Wartet auf {count, plural, one {# Video} other {# Videos}}',
  waitingForBudget: 'Wartet auf das Budget: {count, plural, one {# Video} other {# Videos}}',
  copyingPhase: 'Dateien werden kopiert',
  videosPhase: 'Wartet auf Videos',
  budgetPhase: 'Wartet auf das Budget',
  goingLive: 'Geht online\u00a0…',
  goesLiveWhenReady: 'Geht online, sobald diese Videos bereit sind:',
  cancel: 'Abbrechen',
  cancelNamed: 'Veröffentlichen in {environment} abbrechen',

  unpublish: 'Zurückziehen',
  unpublishFrom: 'Aus {environment} zurückziehen',
  unpublishQuestion: 'Aus {environment} zurückziehen?',
  unpublishEffect:
    'Lehrkräfte können „{title}“ in {environment} nicht mehr öffnen, auch nicht über vorhandene Links und Lesezeichen. Sie können es später wieder veröffentlichen.',
  typeTitle: 'Geben Sie zur Bestätigung „{title}“ ein',
  unpublished: '{environment} zeigt „{title}“ nicht mehr.',
  keepPublished: 'Veröffentlicht lassen',

  unpublishFromMenu: 'Aus {environment} zurückziehen\u00a0…',
  published: 'Release {release} wurde in {environment} veröffentlicht.',
  view: 'Ansehen',
  viewReleases: 'Releases ansehen',
  rollBack: 'Zurücksetzen',
  rolledBack: '{environment} zeigt wieder Release {release}.',
  nothingChanged: 'Nichts hat sich geändert',
  nothingChangedHelp:
    '{environment} zeigt diesen Entwurf bereits als Release {release}. Um etwas Neues zu veröffentlichen, ändern Sie die Dateien in Dropbox und synchronisieren Sie, oder wählen Sie eine andere Startseite.',
  showAgain: 'Release {release} wieder zeigen',
  shownAgain: '{environment} zeigt Release {release}.',

  canceled: 'Veröffentlichen abgebrochen, <time></time>.',
  blocked: '<b>Veröffentlichen blockiert</b>, <time></time>.',
  failed: '<b>Veröffentlichen fehlgeschlagen</b>, <time></time>.',
  failedUnknown: 'Etwas ist schiefgegangen. Veröffentlichen Sie noch einmal.',
  blockedNow: 'Veröffentlichen blockiert',
  blockers: 'Was zu beheben ist',
  newerDraft: 'Inzwischen endete eine Synchronisierung. Dies gilt dem neueren Entwurf.',
}
