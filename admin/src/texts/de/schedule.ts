import type { Catalog } from '../catalog.ts'

export const schedule: Catalog['schedule'] = {
  title: 'Geplant',
  release: 'Release',
  releaseNumber: 'Release {release}',
  withOthers: '{count, plural, one {mit # weiteren Paket} other {mit # weiteren Paketen}}',
  environment: 'Umgebung',
  hidden: 'Umgebung, die Sie nicht sehen dürfen',
  time: 'Zeit',
  state: 'Status',
  by: 'Von {name}',
  status:
    '{status, select, SCHEDULED {Geplant} SUCCEEDED {Online} FAILED {Nicht gezeigt} CANCELED {Abgesagt} other {Beendet}}',
  actions: 'Aktionen',
  cancelNamed: 'Termin für Release {release} in {environment} absagen',
  cancelQuestion: 'Den Termin für {environment} absagen?',
  cancelEffect: 'In {environment} ändert sich zu diesem Termin nichts. Sie können das Release erneut planen.',
  cancelOthers:
    'Zu diesem Termin {count, plural, one {gehört # weiteres Paket. Auch es wird} other {gehören # weitere Pakete. Auch sie werden}} dann nicht gezeigt.',
  cancelLabel: 'Termin absagen',

  when: 'Wann',
  now: 'Jetzt',
  later: 'Zu einem Termin',
  onlyReleases:
    'Nur ein Release lässt sich planen. Veröffentlichen Sie den Entwurf zuerst in einer anderen Umgebung, und planen Sie dann dieses Release.',
  moment: 'Datum und Uhrzeit ({timeZone})',
  momentHelp: 'In der Zeitzone der Schule, höchstens ein Jahr im Voraus.',
  enterTime: 'Geben Sie Datum und Uhrzeit ein.',
  pastTime: 'Diese Zeit ist vorbei. Geben Sie eine spätere ein.',
  skippedTime: 'Diese Uhrzeit gibt es an dem Tag nicht, etwa wegen der Zeitumstellung. Geben Sie eine andere ein.',
  scheduleFor: 'Release {release} für {environment} planen',
  scheduled: '{environment} zeigt Release {release} ab {time}.',
  canceled: 'Der Termin für {environment} wurde abgesagt.',
}
