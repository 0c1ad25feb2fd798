export const signIn = {
  email: 'Email',
  password: 'Password',
  signIn: 'Sign in',
  mailLink: 'Email me a sign-in link',
  linkMailed: 'If {email} has an account, a link is on its way. It works once, within 24 hours.',
  withProvider: 'Sign in with {name}',
  invitedOnly: 'Accounts are by invitation. Ask your administrator for one.',
  failed: 'That sign-in did not work, or the link has expired. Links work once. Sign in again.',
  unreachable: 'Lectern cannot be reached. Try again in a minute.',

  code: 'Code',
  enterCode: 'Enter the code that your authenticator app shows for Lectern.',
  recoveryCode: 'Recovery code',
  enterRecoveryCode: 'Enter one of the recovery codes that you saved. Each works once.',
  useRecoveryCode: 'Use a recovery code',
  useApp: 'Use the authenticator app',
  startOver: 'Start over',

  signedOut: 'You are signed out',
  textIsKept: 'Sign in to continue. What you entered on this page is kept.',

  confirmTitle: 'Confirm that it is you',
  confirmPassword: 'This change needs a recent sign-in. Enter your password to continue.',
  confirmLink: 'This change needs a recent sign-in. Sign in with a new link in another tab, then continue here.',
  askForLink: 'Ask your administrator for a new sign-in link.',
  confirm: 'Confirm',
  continue: 'Continue',
} as const
