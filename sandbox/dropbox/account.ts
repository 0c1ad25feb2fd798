import { createHash } from 'node:crypto'

/** Who the account belongs to. */
export type Account = { name: string; email: string }

/** users/get_current_account of a personal account: its root is its home. The ids follow from the e-mail address, so they never change. */
export function currentAccount({ name, email }: Account) {
  const digest = createHash('sha256').update(email)
  const id = digest.copy().digest('base64url').slice(0, 35)
  const namespace = String(digest.digest().readUInt32BE())
  const [given = name, ...others] = name.split(' ')
  const surname = others.join(' ')
  return {
    account_id: `dbid:${id}`,
    name: {
      given_name: given,
      surname,
      familiar_name: given,
      display_name: name,
      abbreviated_name: `${given.slice(0, 1)}${surname.slice(0, 1)}`.toUpperCase(),
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
