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
  activity: 'Activity',
  archive: 'Archive',
  archivePackage: 'Archive package',
  archiveQuestion: 'Archive "{title}"?',
  archiveStops:
    'Nothing can be synchronized, published, or shared until you restore it. What is running stops, scheduled releases are canceled, and automatic synchronization turns off.',
  archiveKeeps: 'Its releases and its history are kept.',
  archiveKeepsShowing: 'Teachers still see it where it is published. Its releases and its history are kept.',
  archiveFreesFolder:
    'Its Dropbox folder is free for another package. You can restore it while no other package uses the folder.',
  archived: 'This package is archived.',
  archivedHelp: 'Nothing can be synchronized, published, or shared until you restore it.',
  stillShown: 'Teachers still see it in {environments}. To remove it, unpublish it there.',
  restore: 'Restore',
  cancel: 'Cancel',
  close: 'Close',

  liveUpdatesOff: 'Live updates are off. Reload the page.',
} as const
