export const history = {
  releases: 'Releases',
  release: 'Release {number}',
  fileCount: '{count, plural, one {# file} other {# files}}',
  noReleases: 'No releases yet.',
  releasePages: 'Pages of releases',
  syncHistory: 'Sync history',
  syncPages: 'Pages of the sync history',
} as const
