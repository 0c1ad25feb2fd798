export const schedule = {
  title: 'Scheduled',
  release: 'Release',
  releaseNumber: 'Release {release}',
  withOthers: '{count, plural, one {with # other package} other {with # other packages}}',
  environment: 'Environment',
  hidden: 'Environment that you cannot see',
  time: 'Time',
  state: 'State',
  by: 'By {name}',
  status:
    '{status, select, SCHEDULED {Scheduled} SUCCEEDED {Live} FAILED {Not shown} CANCELED {Canceled} other {Finished}}',
  actions: 'Actions',
  cancelNamed: 'Cancel schedule of release {release} in {environment}',
  cancelQuestion: 'Cancel the schedule for {environment}?',
  cancelEffect: '{environment} keeps what it shows then. You can schedule the release again.',
  cancelOthers:
    'The schedule includes {count, plural, one {# other package} other {# other packages}}, which will not be shown either.',
  cancelLabel: 'Cancel schedule',
} as const
