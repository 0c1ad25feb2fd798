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

  when: 'When',
  now: 'Now',
  later: 'At a set time',
  onlyReleases:
    'Only a release can be scheduled. Publish the draft to another environment first, then schedule that release.',
  moment: 'Date and time ({timeZone})',
  momentHelp: 'In the time zone of the school, at most one year from now.',
  enterTime: 'Enter a date and a time.',
  pastTime: 'This time has passed. Enter a later one.',
  skippedTime: 'Clocks skip this time on that day, or it is not a time. Enter another one.',
  scheduleFor: 'Schedule release {release} for {environment}',
  scheduled: '{environment} will show release {release} on {time}.',
  canceled: 'The schedule for {environment} was canceled.',
} as const
