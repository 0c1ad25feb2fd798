import { createHash } from 'node:crypto'

/** The owner of an account. */
export type Account = { name: string; email: string }

const digest = ({ email }: Account) => createHash('sha256').update(email).digest()

/** Derives the account's id from its email address, so that it never changes. */
export const accountId = (account: Account): string => `dbid:${digest(account).toString('base64url').slice(0, 35)}`

/** Derives the numeric user id that older parts of the API use. */
export const userId = (account: Account): number => digest(account).readUInt32BE()

/**
 * Returns the result of users/get_current_account for a personal account, whose root namespace is its home namespace.
 */
export function currentAccount(account: Account) {
  const { name, email } = account
  const namespace = String(userId(account))
  const [givenName = name, ...otherNames] = name.split(' ')
  const surname = otherNames.join(' ')
  return {
    account_id: accountId(account),
    name: {
      given_name: givenName,
      surname,
      familiar_name: givenName,
      display_name: name,
      abbreviated_name: `${givenName.slice(0, 1)}${surname.slice(0, 1)}`.toUpperCase(),
    },
    email,
    email_verified: true,
    disabled: false,
    locale: 'en',
    referral_link: 'https://www.dropbox.com/referrals/sandbox',
    is_paired: false,
    account_type: { '.tag': 'basic' },
    root_info: { '.tag': 'user', root_namespace_id: namespace, home_namespace_id: namespace },
  }
}
