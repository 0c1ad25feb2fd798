export const pages = {
  signIn: 'Sign in',

  notFound: 'Not found',
  pageNotFound: 'Page not found',
  packageNotFound: 'Package not found',
  notFoundHelp: 'Check the address, or ask an administrator for access.',
  openPackages: 'Open packages',

  unreachable: 'Cannot reach Lectern',
} as const
