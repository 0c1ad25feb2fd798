export const publish = {
  environments: 'Environments',
  noEnvironments: 'You do not have access to any environment. Ask an administrator for access.',
  deployment: 'Release {release} · <time></time>',
  notDeployed: 'Not published',
  open: 'Open',
  openEnvironment: 'Open {environment}',

  publish: 'Publish',
  dialogTitle: 'Publish "{title}"',
  close: 'Close',
  environment: 'Environment',
  currentRelease: 'Shows release {release}',
  noRelease: 'Shows no release yet',
  notes: 'Release notes',
  notesHelp: 'Optional. Shown in the history.',
  openErrors:
    '{count, plural, one {# finding still needs fixing. Teachers will see it.} other {# findings still need fixing. Teachers will see them.}}',
  dialogHelp:
    'The release goes live when all of its files and videos are ready. Until then, teachers see the current release. You can close this page in the meantime.',
  submit: 'Publish to {environment}',

  progress: 'Publishing to {environment}',
  queued: 'Queued behind another release',
  preparing: 'Preparing…',
  copying: 'Copying {done, number} of {total, plural, one {# file} other {# files}}',
  waitingForVideos: 'Waiting for {count, plural, one {# video} other {# videos}}',
  goingLive: 'Going live…',
  goesLiveWhenReady: 'Goes live when these videos are ready:',
  cancel: 'Cancel',
  cancelNamed: 'Cancel publishing to {environment}',

  unpublish: 'Unpublish',
  unpublishFrom: 'Unpublish from {environment}',
  unpublishQuestion: 'Unpublish from {environment}?',
  unpublishEffect:
    'Teachers can no longer open "{title}" in {environment}, also with links and bookmarks that they have. You can publish it again later.',
  typeTitle: 'Type "{title}" to confirm',
  unpublished: '{environment} no longer shows "{title}".',
  keepPublished: 'Keep published',

  nothingChanged: 'Nothing has changed',
  nothingChangedHelp:
    '{environment} already shows this draft as release {release}. To publish something new, change the files in Dropbox and synchronize, or choose another start page.',
  showAgain: 'Show release {release} again',
  shownAgain: '{environment} shows release {release}.',

  canceled: 'Publishing was canceled <time></time>.',
  blocked: '<b>Publishing blocked</b> <time></time>.',
  failed: '<b>Publishing failed</b> <time></time>.',
  failedUnknown: 'Something went wrong. Publish again.',
  blockedNow: 'Publishing blocked',
  blockers: 'What to fix',
} as const
