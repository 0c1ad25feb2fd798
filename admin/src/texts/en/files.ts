export const files = {
  search: 'Search files',
  name: 'File',
  changed: 'Changed',
  size: 'Size',
  noMatch: 'No files match "{search}".',
  empty: 'This package has no files.',
  pages: 'Pages of files',
} as const
