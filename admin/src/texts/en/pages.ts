export const pages = {
  signIn: 'Sign in',
  linkExpired: 'This link has expired. Sign-in links work once, for 24 hours. Ask your administrator for a new one.',
  openLink: 'Open the sign-in link that your administrator sent you. You do not need a password.',
  localLink:
    'If you started Lectern yourself, the start command printed your link. It works once. Start Lectern again to get a new one.',

  notFound: 'Not found',
  pageNotFound: 'Page not found',
  packageNotFound: 'Package not found',
  personNotFound: 'Person not found',
  tokenNotFound: 'API token not found',
  webhookNotFound: 'Webhook not found',
  notFoundHelp: 'Check the address, or ask an administrator for access.',
  openPackages: 'Open packages',

  unreachable: 'Cannot reach Lectern',
} as const
