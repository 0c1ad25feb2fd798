export const releases = {
  shownIn: 'Shown in {environments}',
  removed: 'Its files were removed',
  show: 'Show release {release} in…',
  dialogTitle: 'Show release {release}',
  where: 'Where',
  effect: 'Teachers in {environment} see release {release} instead of release {before} at once.',
  effectFirst: 'Teachers in {environment} see release {release} at once.',
  comparing: 'Comparing with release {base}…',
  changes:
    '{count, plural, =0 {All files are the same as in release {base}.} one {# file is different from release {base}:} other {# files are different from release {base}:}}',
  kind: '{kind, select, ADDED {Added} CHANGED {Changed} REMOVED {Removed} other {Changed}}',
  moreChanges: '{count, plural, one {# more file} other {# more files}}',
  rollBack: 'Roll back {environment} to release {release}',
  promote: 'Show release {release} in {environment}',
  shown: '{environment} shows release {release}.',
} as const
