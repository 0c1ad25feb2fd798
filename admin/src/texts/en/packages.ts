export const packages = {
  title: 'Packages',
  add: 'Add package',
  search: 'Search packages',
  emptyTitle: 'No packages yet',
  empty:
    'A package is a Dropbox folder with the pages, images, and videos of a lesson. Choose a folder. Lectern copies it, checks it, and shows it to teachers when you publish it.',
  noMatchTitle: 'No packages found',
  noMatch: 'No packages match "{search}".',
  pages: 'Pages of packages',

  status: '{status, select, EMPTY {New} DRAFT {Draft} PUBLISHED {Published} ARCHIVED {Archived} other {Other}}',
  folder: 'Dropbox{path}',
  synchronized: 'Synchronized <time></time>',
  noFiles: 'No files yet',
  draftSize: '{files, plural, one {# file} other {# files}} · {size}',
  runProgress: '{phase} · {percent}',
  deployment: '{environment} · release {release}',
  unnamedEnvironment: 'Published',

  details: 'Package details',
  findings: 'Findings',
  files: 'Files',
  history: 'History',
  liveUpdatesOff: 'Live updates are off. Reload the page.',
} as const
