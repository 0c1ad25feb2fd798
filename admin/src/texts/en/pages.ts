export const pages = {
  signIn: 'Sign in',

  notFound: 'Not found',
  pageNotFound: 'Page not found',
  packageNotFound: 'Package not found',
  environmentNotFound: 'Environment not found',
  personNotFound: 'Person not found',
  tokenNotFound: 'API token not found',
  webhookNotFound: 'Webhook not found',
  notFoundHelp: 'Check the address, or ask an administrator for access.',
  package: 'Package',
  person: 'Person',
  token: 'Token',
  webhook: 'Webhook',
  search: 'Search Lectern',
  openPackages: 'Open packages',

  unreachable: 'Cannot reach Lectern',
} as const
